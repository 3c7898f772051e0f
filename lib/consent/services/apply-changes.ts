import type { DataSource } from 'typeorm'
import { applyChange, dueChanges } from '@/lib/consent/db/changes'

/** Carries out the changes that nobody refused in time, each for itself. Returns how many. */
export async function applyDueChanges(db: DataSource): Promise<number> {
  let applied = 0
  for (const id of await dueChanges(db.manager))
    if (await db.transaction((tx) => applyChange(tx, id))) applied += 1
  return applied
}
