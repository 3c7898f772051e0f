import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqlFunctions } from '@/lib/db/connection/sql-functions'
import type { AuditPage } from '@/lib/history/domain/audit-entry'
import { auditQuery } from '@/lib/history/domain/audit-query'
import { isKnownKind, wordLists } from '@/lib/history/domain/sentence'
import type { PersonViewer } from '@/lib/kernel/role'
import { addNode, askFor, checkpoint, wholeJob } from '@/test/audit'
import { type TestFleet, testPerson } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'
import { auditPage } from './audit-page'

let fleet: TestFleet
let ola: PersonViewer
let ana: PersonViewer
let ada: PersonViewer
beforeAll(async () => {
  fleet = await testServer()
  ola = await testPerson(fleet.db, 'ola', 'operator')
  ana = await testPerson(fleet.db, 'ana', 'approver')
  ada = await testPerson(fleet.db, 'ada', 'admin')
  await addNode(fleet.db, 'did:kos:1')
  await addNode(fleet.db, 'did:kos:2')
  await fleet.db.query(`UPDATE nodes SET name = 'cairo' WHERE node_did = 'did:kos:1'`)
  await wholeJob(fleet.db)
  await wholeJob(fleet.db, 'did:kos:2')
})
afterAll(() => fleet.close())

const page = async (viewer: PersonViewer, query: Record<string, unknown> = {}): Promise<AuditPage> => {
  const found = await auditPage(viewer, auditQuery.parse(query))
  if (!found.ok) throw new Error(JSON.stringify(found.error))
  return found.value
}
const texts = async (viewer: PersonViewer, query: Record<string, unknown> = {}): Promise<string[]> =>
  (await page(viewer, query)).entries.map(({ text }) => text)

/** What functions and triggers of this database, and services, can write into the log. */
async function kindsOfDatabase(): Promise<string[]> {
  const rights = await fleet.db.query<{ kind: string }[]>(
    `SELECT DISTINCT c.relname || ' ' || op.name AS kind FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
     CROSS JOIN (VALUES (4, 'insert'), (8, 'delete'), (16, 'update')) op (bit, name)
     WHERE tgfoid IN ('hakim_log_rights'::regproc, 'hakim_log_alerts'::regproc) AND tgtype & op.bit <> 0`,
  )
  const calls = sqlFunctions().flatMap(
    ({ text }) => text.match(/PERFORM hakim_log\([^;]*?jsonb_build_object/g) ?? [],
  )
  const literal = calls.flatMap((call) =>
    [...call.matchAll(/'([a-z][a-z_ ]*)'/g)].map(([, kind = '']) => kind),
  )
  const services = readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(join('lib', file), 'utf8').matchAll(/\blogAbout\w+\(\s*\w+,\s*'([a-z ]+)'/g),
    ])
    .map(([, kind = '']) => kind)
  const named = literal.filter((kind) => kind !== 'rights')
  return [...new Set([...rights.map(({ kind }) => kind), ...named, ...services])].sort()
}

it('has words for every kind of event that the database writes, and for no other', async () => {
  const kinds = await kindsOfDatabase()
  expect(kinds).toContain('vote withdrawn')
  expect(kinds).toContain('note')
  expect(kinds.filter((kind) => !isKnownKind(kind))).toEqual([])
  const worded = Object.values(wordLists).flatMap((list) => Object.keys(list))
  expect(worded.toSorted()).toEqual(kinds)
})

it('tells a job in sentences', async () => {
  const told = await texts(ada, { node: 'did:kos:1' })
  const program = /^A program \(database role \w+\)/
  expect(told.map((text) => text.replace(program, 'A program'))).toEqual([
    'A program completed restart_service on cairo',
    'A program claimed restart_service on cairo',
    'restart_service on cairo has all its approvals',
    'Person ana voted to approve restart_service on cairo',
    'Person ola requested restart_service on cairo',
    'A program made Person ana an owner of cairo',
  ])
})

it('tells a token with its scopes, and what became of a person', async () => {
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SELECT set_config('hakim.actor', $1, true)`, [ada.did])
    await tx.query(
      `INSERT INTO tokens (token_hash, person_id, scopes, expires_at)
       VALUES (sha256('t'), 'ola', '{read,jobs}', '2027-01-01T00:00:00Z')`,
    )
    await tx.query(`UPDATE tokens SET revoked_at = now()`)
    await tx.query(`UPDATE people SET disabled_at = now(), state_reason = 'Left' WHERE id = 'ana'`)
    await tx.query(`UPDATE people SET disabled_at = NULL, state_reason = 'Is back' WHERE id = 'ana'`)
    await tx.query(`UPDATE people SET role = 'admin' WHERE id = 'ana'`)
    await tx.query(`UPDATE people SET role = 'approver' WHERE id = 'ana'`)
  })
  expect((await texts(ada, { limit: 6 })).toReversed()).toEqual([
    'Person ada created a token (read, jobs) for Person ola, valid until 2027-01-01T00:00:00+00:00',
    'Person ada revoked a token of Person ola',
    'Person ada disabled Person ana: Left',
    'Person ada enabled Person ana: Is back',
    'Person ada changed the role of Person ana from approver to admin',
    'Person ada changed the role of Person ana from admin to approver',
  ])
})

it('shows a kind that nobody knows as it came, and says when an entry is not readable', async () => {
  for (const body of [
    '{"kind": "moon landed", "where": "sea", "actor_did": "did:test:person:ola"}',
    'no JSON',
  ])
    await fleet.db.query(`INSERT INTO job_events (stream, body) VALUES ('test', $1)`, [body])
  const { entries } = await page(ada, { limit: 2 })
  expect(entries.map(({ text }) => text)).toEqual([
    'An entry that is not readable',
    'Person ola: moon landed ({"where":"sea"})',
  ])
  expect(await texts(ada, { kind: 'moon landed' })).toHaveLength(1)
})

describe('the filter', () => {
  it('finds what a person did and what is about them, by person, node, kind and text', async () => {
    expect(await texts(ada, { person: ana.did, kind: 'vote' })).toHaveLength(2)
    expect(await texts(ada, { person: ana.did, kind: 'node_owners insert' })).toHaveLength(2)
    expect(await texts(ada, { node: 'did:kos:2', kind: 'vote' })).toEqual([
      'Person ana voted to approve restart_service on did:kos:2',
    ])
    expect((await texts(ada, { q: 'CAIRO' })).length).toBe((await texts(ada, { node: 'did:kos:1' })).length)
    expect(await texts(ada, { q: 'nothing of the kind' })).toEqual([])
  })

  it('keeps to a time', async () => {
    const [middle] = await fleet.db.query<{ at: string; n: number }[]>(
      `SELECT to_char(date_trunc('milliseconds', at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
       FROM audit_entries WHERE kind = 'vote' ORDER BY event_id DESC LIMIT 1`,
    )
    const { entries: all } = await page(ada, { limit: 200 })
    const at = middle?.at ?? ''
    const before = await page(ada, { to: at, limit: 200 })
    const after = await page(ada, { from: at, limit: 200 })
    // The two entries of the test before say nothing of their time.
    expect(before.entries.length + after.entries.length).toBe(all.length - 2)
    expect(after.entries.every((entry) => (entry.at ?? '') >= at.slice(0, 23))).toBe(true)
    expect(before.entries.every((entry) => (entry.at ?? '') < at)).toBe(true)
  })

  it.each([
    [{ person: 'did:nobody:1' }, 'person', 'nobody has the DID'],
    [{ node: 'did:nowhere:1' }, 'node', 'there is no node'],
    [{ kind: 'Nonsense' }, 'kind', 'there is no kind'],
    [{ from: '2026-02-01', to: '2026-01-01' }, 'to', 'must be after'],
  ])('refuses %j instead of showing everything', async (query, path, message) => {
    expect(await auditPage(ada, auditQuery.parse(query))).toMatchObject({
      ok: false,
      error: { kind: 'invalid', fields: [{ path, message: expect.stringContaining(message) }] },
    })
  })
})

it('gives every entry once, page by page', async () => {
  const all = (await page(ada, { limit: 200 })).entries.map(({ id }) => id)
  const paged: number[] = []
  for (let cursor: string | null = null; ; ) {
    const { entries, next }: AuditPage = await page(ada, { limit: 4, ...(cursor === null ? {} : { cursor }) })
    paged.push(...entries.map(({ id }) => id))
    if (next === null) break
    cursor = next
  }
  expect(paged).toEqual(all)
  expect(all).toEqual(all.toSorted((a, b) => b - a))
})

it('shows everyone what they did and what concerns them, and nothing of a restricted node that they may not see', async () => {
  const own = await texts(ola)
  expect(own.filter((text) => text.includes('requested'))).toHaveLength(2)
  expect(own.some((text) => text.includes('voted to approve restart_service on cairo'))).toBe(true)
  expect(own.some((text) => text.includes('made Person ana an owner'))).toBe(false)
  await setRestricted(fleet.db, 'did:kos:2', true)
  try {
    const left = await texts(ola)
    expect(left.filter((text) => text.includes('requested'))).toEqual([
      'Person ola requested restart_service on cairo',
    ])
    expect(JSON.stringify(await page(ola, { limit: 200 }))).not.toContain('did:kos:2')
    expect(await auditPage(ola, auditQuery.parse({ node: 'did:kos:2' }))).toMatchObject({ ok: false })
    // Its owner sees it, and does not read all of the log either.
    expect((await texts(ana, { node: 'did:kos:2' })).length).toBeGreaterThan(0)
    expect((await texts(ana)).some((text) => text.includes('added Person ola'))).toBe(false)
  } finally {
    await setRestricted(fleet.db, 'did:kos:2', false)
  }
})

it('says which checkpoint covers an entry, and what does not match', async () => {
  await checkpoint(fleet.db)
  await askFor(fleet.db)
  const { entries, checkpoints } = await page(ada, { limit: 3 })
  expect(entries[0]).toMatchObject({ checkpoint: null, hashMatches: true, prevMatches: true, seq: 1 })
  expect(entries[1]?.checkpoint).toMatchObject({ no: checkpoints[0]?.no, matches: true })
  expect(checkpoints).toHaveLength(1)
  const changed = entries[1]?.id
  const runner = fleet.db.createQueryRunner()
  await runner.query(`ALTER TABLE job_events DISABLE TRIGGER USER`)
  try {
    await runner.query(`UPDATE job_events SET body = replace(body, 'at', 'ta') WHERE event_id = $1`, [
      changed,
    ])
    await runner.query(`UPDATE job_events SET hash = sha256('x') WHERE event_id = $1`, [entries[2]?.id])
    const after = await page(ada, { limit: 3 })
    expect(after.entries[1]).toMatchObject({ id: changed, hashMatches: false })
    expect(after.entries[2]).toMatchObject({ hashMatches: false, checkpoint: { matches: false } })
  } finally {
    await runner.query(`ALTER TABLE job_events ENABLE TRIGGER USER`)
    await runner.release()
  }
})

it('gives an administrator’s token without the scope admin only what concerns its person', async () => {
  const limited = await page({ ...ada, scopes: ['read'] })
  expect(limited.entries.length).toBeLessThan((await page(ada)).entries.length)
  expect(limited.entries.filter(({ text }) => text.includes('Person ola requested'))).toEqual([])
})

it('a page of large entries ends early, with at least one, and goes on from there', async () => {
  const labels = JSON.stringify({ labels: 'x'.repeat(300_000) })
  const [newest] = (await page(ada, { limit: 1 })).entries
  for (const stream of ['rights', 'rights', 'rights'])
    await fleet.db.query(`SELECT hakim_log($1, 'nodes update', $2::jsonb)`, [stream, labels])
  const sizes: number[] = []
  for (let cursor: string | null = null; ; ) {
    const { entries, next, searchedTo }: AuditPage = await page(ada, cursor === null ? {} : { cursor })
    sizes.push(entries.length)
    expect(searchedTo).toBeNull()
    if (entries.some(({ id }) => id === newest?.id)) break
    cursor = next
  }
  expect(sizes.slice(0, 2)).toEqual([1, 1])
  expect(sizes).toHaveLength(3)
})
