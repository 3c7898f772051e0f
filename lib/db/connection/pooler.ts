import { Client, type ClientBase } from 'pg'
import { config } from '@/lib/config'

/** What is between us and PostgreSQL, such as PgBouncer, and for how long it leaves us one of its connections. */
export type Pooler = 'none' | 'session' | 'transaction'

const waitMs = 3_000

/** By address, because finding out takes two connections. */
const known = new Map<string, Promise<Pooler>>()

/** What the open connection goes through: what HAKIM_DATABASE_POOLER says, else what is found. */
export async function poolerOf(client: ClientBase, url: string): Promise<Pooler> {
  const said = config().databasePooler
  if (said) return said
  if (await isDirect(client)) return 'none'
  const found = known.get(url) ?? findMode(url)
  known.set(url, found)
  found.catch(() => known.delete(url))
  return found
}

/** What is found at the address, whatever HAKIM_DATABASE_POOLER says. Throws what `pg` throws. */
export async function findPooler(url: string): Promise<Pooler> {
  const client = await opened(url)
  const direct = await isDirect(client).finally(() => client.end())
  return direct ? 'none' : findMode(url)
}

/** PostgreSQL tells a client the number of its process at the start; a pooler sends a number of its own. */
const isDirect = async (client: ClientBase): Promise<boolean> =>
  Reflect.get(client, 'processID') === (await processOf(client))

async function processOf(client: ClientBase): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid
}

/**
 * In session mode a client keeps its process of PostgreSQL. Otherwise the process is free between two transactions, another
 * client's transaction can take it, and ours comes to another one, or waits for the only one there is.
 */
async function findMode(url: string): Promise<Pooler> {
  const [first, second] = [await opened(url), await opened(url)]
  try {
    const before = await processOf(first)
    await second.query('BEGIN')
    const taken = await processOf(second)
    if (taken === before) return 'transaction'
    return (await processOf(first)) === before ? 'session' : 'transaction'
  } catch (error) {
    if (error instanceof Error && error.message === 'Query read timeout') return 'transaction'
    throw error
  } finally {
    await Promise.all([first.end(), second.end()])
  }
}

async function opened(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    ...{ connectionTimeoutMillis: waitMs, query_timeout: waitMs, application_name: 'hakim' },
  })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
