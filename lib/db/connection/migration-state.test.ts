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
      restored: [],
    })
    await db.query(`insert into hakim_migrations (timestamp, name) values (1, 'FromTheFuture1')`)
    expect(await migrationState(db)).toEqual({ pending: [], functions: [], unknown: ['FromTheFuture1'] })
  } finally {
    await db.destroy()
  }
})

/** A promise and what resolves it. */
function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

test('sees what another process migrated while this one waited for its turn', async () => {
  const empty = await testDatabase()
  const [db, other] = [await openDataSource(empty.url), await openDataSource(empty.url)]
  try {
    // Looks before anything is there, as every process does before it waits.
    expect((await migrationState(db)).unknown).toEqual([])
    const lock = 'SELECT pg_advisory_xact_lock(7)'
    const [held, migrated] = [gate(), gate()]
    const first = other.transaction(async (tx) => {
      await tx.query(lock)
      held.resolve()
      await tx.query(`CREATE TABLE hakim_migrations (id serial, timestamp bigint, name text)`)
      await tx.query(`INSERT INTO hakim_migrations (timestamp, name) VALUES (1, 'FromTheFuture1')`)
      await migrated.promise
    })
    await held.promise
    const second = db.transaction(async (tx) => {
      const turn = tx.query(lock)
      migrated.resolve()
      await turn
      return migrationState(tx)
    })
    await first
    expect((await second).unknown).toEqual(['FromTheFuture1'])
  } finally {
    await Promise.all([db.destroy(), other.destroy()])
    await empty.drop()
  }
})
