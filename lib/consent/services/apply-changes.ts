import type { DataSource } from 'typeorm'
import { applyChange, dueChanges } from '@/lib/consent/db/changes'
import { log } from '@/lib/log/log'

/** Those that could not be carried out the last time: each is logged once, not every five seconds. */
const failing = new Set<string>()

/**
 * Carries out the changes that nobody refused in time, each for itself, so that one that cannot be carried out holds up no other.
 * Returns how many; throws once all have been tried, if some failed: those are tried again the next time.
 */
export async function applyDueChanges(db: DataSource): Promise<number> {
  let applied = 0
  const tried: string[] = []
  const failures: unknown[] = []
  for (let ids = await dueChanges(db.manager); ids.length > 0; ids = await dueChanges(db.manager, tried))
    for (const id of ids) {
      tried.push(id)
      try {
        if (await db.transaction((tx) => applyChange(tx, id))) applied += 1
        failing.delete(id)
      } catch (err) {
        log()[failing.has(id) ? 'debug' : 'error']({ err, change: id }, 'A change could not be carried out')
        failing.add(id)
        failures.push(err)
      }
    }
  if (failures.length > 0)
    throw new AggregateError(failures, 'Some changes of owners or rules could not be carried out')
  return applied
}
