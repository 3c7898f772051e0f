import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrate } from '@/lib/db/connection/migrate'
import { withClient } from '@/test/backups'
import { type TestDatabase, testDatabase } from '@/test/database'
import { fillAsOf0036 } from '@/test/database-of-0036'

let old: TestDatabase
beforeAll(async () => {
  old = await testDatabase()
  await fillAsOf0036(old.url)
})
afterAll(() => old.drop())

it('checkpoints stay where they are when they get their name, and nothing keeps the former one', async () => {
  await withClient(old.url, async (client) => {
    const rowsOf = async (table: string) =>
      (await client.query(`SELECT ctid, xmin, ROW(t.*)::text AS row FROM ${table} t ORDER BY 1`)).rows
    const before = await rowsOf('audit_seals')
    expect(before).toHaveLength(1)
    await migrate(old.url)
    expect(await rowsOf('audit_checkpoints')).toEqual(before)
    const { rows } = await client.query(
      `SELECT relname AS name FROM pg_class WHERE relname ~ 'seal'
       UNION ALL SELECT conname FROM pg_constraint WHERE conname ~ 'seal'
       UNION ALL SELECT attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE attname ~ 'seal' AND relkind = 'r'
       UNION ALL SELECT proname FROM pg_proc WHERE prosrc ~ 'seal' AND proname LIKE 'hakim\\_%'`,
    )
    expect(rows).toEqual([])
  })
})
