import type { DataSource } from 'typeorm'
import { config } from '@/lib/config'
import { DatabaseError, openDataSource } from './data-source'

/**
 * The server process's pools. They are kept on globalThis, since one process has several copies of this module. A pool
 * that failed to open is forgotten, so that the next request tries again.
 */
type Pools = { pages?: Promise<DataSource>; ingest?: Promise<DataSource> }

const globalPools: typeof globalThis & { hakimPools?: Pools } = globalThis
globalPools.hakimPools ??= {}
const pools: Pools = globalPools.hakimPools

function pool(
  name: keyof Pools,
  options: { poolSize: number; statementTimeoutMs?: number },
): Promise<DataSource> {
  const known = pools[name]
  if (known) return known
  const opening = openDataSource(serverDatabaseUrl(), options)
  pools[name] = opening
  opening.catch(() => {
    delete pools[name]
  })
  return opening
}

/** Ends the pools and forgets them, so that the next query opens new ones. */
export async function closeDatabase(): Promise<void> {
  const open = Object.values(pools)
  delete pools.pages
  delete pools.ingest
  for (const opening of open) await (await opening.catch(() => null))?.destroy()
}

export function serverDatabaseUrl(): string {
  const url = config().databaseUrl ?? config().embeddedUrl
  if (!url)
    throw new DatabaseError(
      'No database. Start Hakim with `npm start`, or set DATABASE_URL for this process.',
    )
  return url
}

/** For pages, actions and most of the API. */
export const database = (): Promise<DataSource> => pool('pages', { poolSize: 10 })

/**
 * For reports only, so that a flood of them never starves the pages: two inserts and two token look-ups at a time. What
 * takes longer than 10 s is aborted, and its senders retry.
 */
export const ingestDatabase = (): Promise<DataSource> =>
  pool('ingest', { poolSize: 4, statementTimeoutMs: 10_000 })
