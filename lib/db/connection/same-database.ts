import { randomInt } from 'node:crypto'
import type { DataSource } from 'typeorm'
import { openDataSource, shownAddress } from './data-source'

/**
 * Whether both addresses lead to the same database, whatever they are called: a lock taken through one is seen through the
 * other. Every role may look. Throws DatabaseError if the second cannot be reached.
 */
export async function isSameDatabase(db: DataSource, url: string): Promise<boolean> {
  const other = await openDataSource(url, { poolSize: 1 })
  const lock = [randomInt(1, 2 ** 31), randomInt(1, 2 ** 31)]
  try {
    return await db.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock($1, $2)`, lock)
      const [row] = await other.query<{ seen: boolean }[]>(
        `SELECT EXISTS (
           SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND objid = $2 AND objsubid = 2 AND granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS seen`,
        lock,
      )
      return row?.seen ?? false
    })
  } finally {
    await other.destroy()
  }
}

/** What is wrong, in words; for `databaseUrl` and `ownerDatabaseUrl` of the configuration. */
export const otherDatabase = (server: string, owner: string): string =>
  `DATABASE_URL (${shownAddress(server)}) and HAKIM_OWNER_DATABASE_URL (${shownAddress(owner)}) are different databases`
