import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migratedDatabase, type TestDatabase } from './database'
import { schemaDump } from './schema-dump'

let database: TestDatabase
let client: Client
beforeAll(async () => {
  database = await migratedDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const marked = `CREATE TYPE mark AS ENUM ('a', 'b');`

it.each([
  ['row-level security', '', 'ALTER TABLE nodes ENABLE ROW LEVEL SECURITY'],
  ['forced row-level security', '', 'ALTER TABLE nodes FORCE ROW LEVEL SECURITY'],
  ['a policy', '', 'CREATE POLICY all_nodes ON nodes USING (true)'],
  ['a policy’s condition', 'CREATE POLICY p ON nodes USING (true);', 'ALTER POLICY p ON nodes USING (false)'],
  ['an enum', '', marked],
  ['a label of an enum', marked, `ALTER TYPE mark ADD VALUE 'c'`],
  ['a domain', '', 'CREATE DOMAIN positive AS int'],
  ['a check of a domain', 'CREATE DOMAIN positive AS int;', 'ALTER DOMAIN positive ADD CHECK (value > 0)'],
  ['a sequence', '', 'CREATE SEQUENCE numbers'],
  ['the step of a sequence', 'CREATE SEQUENCE numbers;', 'ALTER SEQUENCE numbers INCREMENT 2'],
])('the dump shows %s', async (_, before, change) => {
  await client.query(`BEGIN; ${before}`)
  const dumped = await schemaDump(client)
  await client.query(change)
  expect(await schemaDump(client)).not.toBe(dumped)
  await client.query('ROLLBACK')
})
