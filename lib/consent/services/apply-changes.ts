import type { DataSource } from 'typeorm'
import { applyChange, dueChanges } from '@/lib/consent/db/changes'
import { databaseDown } from '@/lib/kernel/database-down'
import { log } from '@/lib/log/log'

/** Those that could not be carried out the last time: each is logged once, not every five seconds. */
let failing: ReadonlySet<string> = new Set()

/**
 * Carries out the changes that nobody refused in time, each for itself, so that one that cannot be carried out holds up no other:
 * it is logged and tried again the next time. Returns how many were carried out.
 */
export async function applyDueChanges(db: DataSource): Promise<number> {
  let applied = 0
  const tried: string[] = []
  const failed = new Set<string>()
  for (let ids = await dueChanges(db.manager); ids.length > 0; ids = await dueChanges(db.manager, tried))
    for (const id of ids) {
      tried.push(id)
      try {
        if (await db.transaction((tx) => applyChange(tx, id))) applied += 1
      } catch (err) {
        if (databaseDown(err)) throw err
        log()[failing.has(id) ? 'debug' : 'error']({ err, change: id }, 'A change could not be carried out')
        failed.add(id)
      }
    }
  failing = failed
  return applied
}
