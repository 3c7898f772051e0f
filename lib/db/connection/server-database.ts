import { Pool } from 'pg'
import type { DataSource } from 'typeorm'
import { config } from '@/lib/config'
import { connectionOptions, type PoolOptions } from './connection-options'
import { openDataSource } from './data-source'
import { DatabaseError } from './database-error'
import { forgetFullDisk } from './full-disk'

const limit = (
  poolSize: number,
  statementMs: number,
  lockMs: number,
  connectTimeoutMs = 2_000,
): PoolOptions => ({
  ...{ poolSize, statementMs, lockMs, connectTimeoutMs },
  // The server's own limit comes first, and keeps the connection.
  silentMs: statementMs + 2_000,
})

/** The server process's pools: what fills one of them does not hold up the others. */
const limits = {
  pages: limit(10, 15_000, 2_000),
  /** Two inserts, and two look-ups of tokens, at a time. */
  ingest: limit(5, 10_000, 1_000),
  live: limit(2, 10_000, 1_000),
  /** Nobody waits for it, so that a busy machine may take its time to connect. */
  clock: limit(4, 120_000, 5_000, 10_000),
  /** One scrape at a time; a slow one is given up. */
  metrics: limit(1, 2_000, 500),
} as const

const signInLimit = limit(4, 10_000, 2_000)

/**
 * They are kept on globalThis, since one process has several copies of this module. A pool that failed to open is
 * forgotten, so that the next request tries again.
 */
type Pools = { -readonly [name in keyof typeof limits]?: Promise<DataSource> }

/** Pools that people and agents wait for. */
const workPools = ['pages', 'ingest', 'live', 'clock'] as const satisfies (keyof Pools)[]
const poolNames = [...workPools, 'metrics'] as const

const globalPools: typeof globalThis & { hakimPools?: Pools; hakimSignInPool?: Pool } = globalThis
globalPools.hakimPools ??= {}
const pools: Pools = globalPools.hakimPools

function pool(name: keyof Pools): Promise<DataSource> {
  const known = pools[name]
  if (known) return known
  const opening = openDataSource(serverDatabaseUrl(), limits[name])
  pools[name] = opening
  opening.catch(() => {
    delete pools[name]
  })
  return opening
}

/** better-auth takes a pool of `pg`. */
export function signInPool(): Pool {
  globalPools.hakimSignInPool ??= new Pool({
    connectionString: serverDatabaseUrl(),
    ...connectionOptions(serverDatabaseUrl(), signInLimit),
  }).on('error', () => undefined)
  return globalPools.hakimSignInPool
}

/** Ends the pools and forgets them, so that the next query opens new ones. */
export async function closeDatabase(): Promise<void> {
  const open = Object.values(pools)
  for (const name of poolNames) delete pools[name]
  for (const opening of open) await (await opening.catch(() => null))?.destroy()
  const signIn = globalPools.hakimSignInPool
  delete globalPools.hakimSignInPool
  await signIn?.end()
  forgetFullDisk()
}

/** The address of the server process's database. */
export function serverDatabaseUrl(): string {
  const url = config().databaseUrl ?? config().embeddedUrl
  if (!url)
    throw new DatabaseError(
      'No database. Start Hakim with `npm start`, or set DATABASE_URL for this process.',
    )
  return url
}

/** For pages, actions and most of the API. */
export const database = (): Promise<DataSource> => pool('pages')

/** For reports only, so that a flood of them never starves the pages. Senders of what takes too long try again. */
export const ingestDatabase = (): Promise<DataSource> => pool('ingest')

/** For what open pages are told about changes. */
export const liveDatabase = (): Promise<DataSource> => pool('live')

/** For scheduled work, whose steps may take longer. */
export const clockDatabase = (): Promise<DataSource> => pool('clock')

/** For what a scrape of the metrics counts. */
export const metricsDatabase = (): Promise<DataSource> => pool('metrics')

export type PoolCounts = { name: string; most: number; open: number; idle: number; waiting: number }

/** The connections of every pool at this moment; a pool that is not open has none. */
export async function poolCounts(): Promise<PoolCounts[]> {
  const counted = poolNames.map(async (name) => countsOf(name, limits[name], await openedPool(name)))
  return [
    ...(await Promise.all(counted)),
    countsOf('sign-in', signInLimit, globalPools.hakimSignInPool ?? null),
  ]
}

function countsOf(name: string, { poolSize }: PoolOptions, open: Pool | null): PoolCounts {
  return {
    ...{ name, most: poolSize, open: open?.totalCount ?? 0, idle: open?.idleCount ?? 0 },
    waiting: open?.waitingCount ?? 0,
  }
}

/** The pool of `pg` behind that of TypeORM, without waiting for one that is being opened. */
async function openedPool(name: keyof Pools): Promise<Pool | null> {
  const db = await Promise.race([pools[name], null]).catch(() => null)
  const open: unknown = db ? Reflect.get(db.driver, 'master') : null
  return open instanceof Pool ? open : null
}

/** Asks every pool that somebody waits for. Resolves to the names of those that gave none within `ms`. */
export async function silentPools(ms: number): Promise<string[]> {
  const asked: [string, Promise<unknown>][] = [
    ...workPools.map((name): [string, Promise<unknown>] => [
      name,
      pool(name).then((db) => db.query('SELECT 1')),
    ]),
    ['sign-in', signInPool().query('SELECT 1')],
  ]
  const silent = await Promise.all(
    asked.map(async ([name, answer]) => ((await settlesWithin(answer, ms)) ? [] : [name])),
  )
  return silent.flat()
}

async function settlesWithin(answer: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false)
  })
  const answered = answer.then(
    () => true,
    () => false,
  )
  return Promise.race([answered, late]).finally(() => clearTimeout(timer))
}
