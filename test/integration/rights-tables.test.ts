import { afterAll, beforeAll, expect, it } from 'vitest'
import { rightsTableNames, rightsTables } from '@/lib/audit/domain/rights-tables'
import { erase } from '@/lib/people/db/account-changes'
import { loadSample } from '@/lib/sample/services/load-sample'
import { removeSample } from '@/lib/sample/services/remove-sample'
import { testAudit, verified } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testAudit(2)
})
afterAll(() => fleet.close())

/** What a column in the log is made of. */
const sources: Record<string, readonly string[]> = {
  email_sha256: ['email'],
  token_sha256: ['token_hash'],
  secrets_sha256: ['public_key', 'secret', 'backup_codes'],
}
/** The guard of keys refuses to change it. */
const neverChanges = ['consent_keys.enrolled_at']
/** Columns of which an event may say something, but which may change without one, or on which no right rests. */
const notCompared = {
  people: ['created_at', 'email_verified', 'state_reason', 'two_factor_enabled'],
  invitations: ['invited_by'],
  accounts: ['access_token_expires_at', 'created_at', 'refresh_token_expires_at', 'scope'],
  passkeys: ['aaguid', 'backed_up', 'created_at', 'device_type', 'transports'],
  consent_keys: ['counter_fell_at'],
  nodes: ['backfill_before_day', 'created_at', 'kept_before_day', 'name', 'node_key', 'service_by'],
  tokens: ['created_at', 'name', 'replaces'],
  wall_links: ['created_at'],
}

it('each column that is compared with the log gets an event when it changes', async () => {
  for (const table of rightsTableNames) {
    const triggers = await fleet.db.query<
      { insert: boolean; update: boolean; delete: boolean; columns: string[] }[]
    >(
      `SELECT tgtype & 4 <> 0 AS insert, tgtype & 16 <> 0 AS update, tgtype & 8 <> 0 AS delete,
              ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = tgrelid AND attnum > 0 AND NOT attisdropped
                      AND (cardinality(tgattr::int2[]) = 0 OR attnum = ANY (tgattr::int2[]))) AS columns
       FROM pg_trigger WHERE tgrelid = $1::regclass AND tgfoid = 'hakim_log_rights'::regproc`,
      [table],
    )
    const present = await fleet.db.query<{ name: string }[]>(
      `SELECT attname::text AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0`,
      [table],
    )
    expect(triggers.some((each) => each.insert) && triggers.some((each) => each.delete), table).toBe(true)
    const logged = triggers.filter((each) => each.update).flatMap(({ columns }) => columns)
    const watched = rightsTables[table].watched.flatMap((column) => sources[column] ?? [column])
    const unlogged = watched
      .filter((column) => present.some(({ name }) => name === column) && !logged.includes(column))
      .map((column) => `${table}.${column}`)
    expect(unlogged.filter((column) => !neverChanges.includes(column))).toEqual([])
  }
})

it('each column that the log has of a row is compared, but for those without a right', async () => {
  const left: Record<string, readonly string[]> = {}
  for (const table of rightsTableNames) {
    const facts = await fleet.db.query<{ name: string }[]>(
      `SELECT jsonb_object_keys(hakim_rights_facts($1, jsonb_object_agg(attname, 'x'))) AS name
       FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY name`,
      [table],
    )
    const { key, watched } = rightsTables[table]
    const compared: readonly string[] = [...key, ...watched]
    const others = facts.map(({ name }) => name).filter((name) => !compared.includes(name))
    if (others.length > 0) left[table] = others
  }
  expect(left).toEqual(notCompared)
})

it('the log bears out the sample, its removal, and an erased person', async () => {
  const { db } = fleet
  await loadSample(db, { operatorId: 'ola', approverId: 'ana', adminId: 'ada' }, new Date())
  expect((await verified(db)).findings).toEqual([])
  await removeSample(db)
  expect((await verified(db)).findings).toEqual([])
  await db.transaction((tx) => erase(tx, 'ola', 'ola@example.org'))
  expect((await verified(db)).findings).toEqual([])
}, 120_000)
