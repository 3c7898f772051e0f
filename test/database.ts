import { randomBytes } from 'node:crypto'
import { Client } from 'pg'

/** A database for one test or one test file, on the server that vitest.global.ts started. */
export type TestDatabase = { url: string; drop(): Promise<void> }

/** Made by vitest.global.ts. PostgreSQL can copy it only while nobody is connected to it. */
export const migratedTemplate = 'hakim_migrated'

/** An empty database with a random name. `drop` removes it, open connections and all. */
export const testDatabase = (): Promise<TestDatabase> =>
  // template0: a copy of it never waits for somebody who is connected to template1.
  newDatabase('template0')

/** The same with all migrations applied and no rows. */
export const migratedDatabase = (): Promise<TestDatabase> => newDatabase(migratedTemplate)

/** A copy of a database to which nobody is connected. */
export const copyOf = ({ url }: TestDatabase): Promise<TestDatabase> =>
  newDatabase(new URL(url).pathname.slice(1))

async function newDatabase(template: string): Promise<TestDatabase> {
  const server = process.env.HAKIM_TEST_DATABASE_URL
  if (!server) {
    throw new Error('HAKIM_TEST_DATABASE_URL is not set: run the tests with vitest, which starts the server')
  }
  const name = `test_${randomBytes(8).toString('hex')}`
  const url = await createDatabase(server, { name, template })
  return { url, drop: () => run(server, `drop database if exists ${name} with (force)`) }
}

/** Returns the URL of the new database. */
export async function createDatabase(
  server: string,
  { name, template }: { name: string; template: string },
): Promise<string> {
  // Copying files takes half the processor time of the default, which logs every block.
  await run(server, `create database ${name} template ${template} strategy file_copy`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function run(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server })
  try {
    await client.connect()
    await client.query(statement)
  } finally {
    await client.end()
  }
}
