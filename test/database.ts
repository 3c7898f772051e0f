import { randomBytes } from 'node:crypto'
import { Client } from 'pg'

/** An empty database of its own for one test or one test file, on the server that vitest.global.ts started. */
export type TestDatabase = { url: string; drop(): Promise<void> }

/** Creates an empty database with a random name. `drop` removes it, open connections and all. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env.HAKIM_TEST_DATABASE_URL
  if (!server) {
    throw new Error('HAKIM_TEST_DATABASE_URL is not set: run the tests with vitest, which starts the server')
  }
  const name = `test_${randomBytes(8).toString('hex')}`
  // template0: a copy of it never waits for somebody who is connected to template1.
  await run(server, `create database ${name} template template0`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(server, `drop database if exists ${name} with (force)`) }
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
