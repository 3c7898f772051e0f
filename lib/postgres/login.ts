import { Client } from 'pg'
import { OWNER, SERVER } from '@/lib/postgres/cluster'

/** Where the server listens, and the owner's password. */
export type Login = { port: number; password: string }

/** Logs in and asks the server for its data folder. Throws what `pg` throws. */
export async function dataFolderOf(server: Login): Promise<string> {
  const client = clientFor(server, 'postgres')
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory ?? ''
  } finally {
    await client.end().catch(() => {})
  }
}

/** Creates Hakim's database if it does not exist. */
export async function ensureDatabase(server: Login): Promise<void> {
  const client = clientFor(server, 'postgres')
  try {
    await client.connect()
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [OWNER])
    if (rowCount === 0) await client.query(`create database ${OWNER}`)
  } finally {
    await client.end().catch(() => {})
  }
}

/** Creates the server's role, or gives it this password again. It may log in and nothing else. */
export async function ensureServerRole(server: Login, password: string): Promise<void> {
  const client = clientFor(server, 'postgres')
  try {
    await client.connect()
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [SERVER])
    await client.query(
      `${rowCount === 0 ? 'create' : 'alter'} role ${SERVER} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '${password}'`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}

function clientFor(server: Login, database: string): Client {
  const client = new Client({
    host: '127.0.0.1',
    port: server.port,
    user: OWNER,
    password: server.password,
    database,
    ssl: false,
    connectionTimeoutMillis: 3000,
  })
  client.on('error', () => {})
  return client
}
