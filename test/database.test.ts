import { Client } from 'pg'
import { expect, test } from 'vitest'
import { migrate } from '@/lib/db/connection/migrate'
import { migratedDatabase, testDatabase } from '@/test/database'

const ask = async (url: string, statement: string) => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

test('each database is empty and separate, and is gone after drop', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()])
  await ask(one.url, 'create table only_here (n int)')
  expect(await ask(other.url, "select to_regclass('only_here') as found")).toEqual([{ found: null }])
  await Promise.all([one.drop(), other.drop()])
  await expect(ask(one.url, 'select 1')).rejects.toThrow(/does not exist/)
})

test('a migrated database has the schema and no rows, and is separate', async () => {
  const [one, other] = await Promise.all([migratedDatabase(), migratedDatabase()])
  await ask(one.url, "insert into nodes (node_did) values ('did:test:only:here')")
  expect(await ask(other.url, 'select node_did from nodes')).toEqual([])
  const pending = await migrate(other.url)
  expect(pending.applied).toEqual([])
  await Promise.all([one.drop(), other.drop()])
})
