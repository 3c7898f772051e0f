import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { migrate } from '@/lib/db/connection/migrate'
import { migrationState } from '@/lib/db/connection/migration-state'
import { type TestDatabase, testDatabase } from '@/test/database'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test('lists pending migrations and those that only a newer Hakim knows, and changes nothing', async () => {
  const db = await openDataSource(database.url)
  try {
    const before = await migrationState(db)
    expect(before.unknown).toEqual([])
    expect(await db.query(`select to_regclass('hakim_migrations') as found`)).toEqual([{ found: null }])
    expect(await migrate(database.url)).toEqual({
      applied: before.pending,
      functions: before.functions.map(({ name }) => name),
    })
    await db.query(`insert into hakim_migrations (timestamp, name) values (1, 'FromTheFuture1')`)
    expect(await migrationState(db)).toEqual({ pending: [], functions: [], unknown: ['FromTheFuture1'] })
  } finally {
    await db.destroy()
  }
})
