import { databaseDifferences, remedyOf } from '@/lib/db/connection/database-differences'
import type { clockDatabase } from '@/lib/db/connection/server-database'
import { log } from '@/lib/log/log'

/** Says in the log what of the guards in the database is not as this installation makes it. */
export async function noteDifferences(open: typeof clockDatabase): Promise<void> {
  try {
    const found = await databaseDifferences(await open(), null)
    if (found.length === 0) return
    const differences = found.map(({ what }) => what)
    log().error(
      { differences },
      `Somebody has changed the guards in the database: ${differences.join('; ')}. What to do: ${remedyOf(found)}.`,
    )
  } catch (err) {
    log().warn({ err }, 'The guards in the database could not be compared with those of this installation')
  }
}
