import { Client } from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '@/test/database'

const ask = async (url: string, statement: string) => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

test('each database is empty and its own, and is gone after drop', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()])
  await ask(one.url, 'create table only_here (n int)')
  expect(await ask(other.url, "select to_regclass('only_here') as found")).toEqual([{ found: null }])
  await Promise.all([one.drop(), other.drop()])
  await expect(ask(one.url, 'select 1')).rejects.toThrow(/does not exist/)
})
