import { Client } from 'pg'
import { startThrowaway } from '@/lib/postgres/throwaway'

/** The PostgreSQL of this run: embedded and durable, with Hakim's production settings. */
export type Cluster = {
  dir: string
  version: string
  /** Creates an empty database, or a copy of one without connections, and returns its URL. */
  create(name: string, copyOf?: string): Promise<string>
  drop(name: string): Promise<void>
  stop(): Promise<void>
}

export async function startCluster(): Promise<Cluster> {
  const server = await startThrowaway('hakim-bench-', { durable: true })
  const urlOf = (name: string): string => {
    const url = new URL(server.url)
    url.pathname = `/${name}`
    return url.href
  }
  const run = (sql: string) => withClient(server.url, (client) => client.query(sql))
  const found = await run('SHOW server_version')
  return {
    dir: server.dir,
    version: String(found.rows[0]?.server_version),
    async create(name, copyOf) {
      // Copying files avoids writing WAL for each page, most of the work for a large database.
      const template = copyOf ? `TEMPLATE ${copyOf} STRATEGY file_copy` : 'TEMPLATE template0'
      await run(`CREATE DATABASE ${name} ${template}`)
      return urlOf(name)
    },
    drop: async (name) => void (await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
    stop: server.stop,
  }
}

/** Calls `use` with its own connection. */
export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  // Dropping a database ends its connections; a query that fails then says so.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await use(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The number that a query returns as `n`; 0 without a row. */
export async function readNumber(client: Pick<Client, 'query'>, sql: string): Promise<number> {
  const { rows } = await client.query<{ n: string | number | null }>(sql)
  return Number(rows[0]?.n ?? 0)
}
