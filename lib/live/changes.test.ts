import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readChanges } from '@/lib/db/connection/changes'
import { forgetFullDisk, fullDisk, noteAnswer } from '@/lib/db/connection/full-disk'
import { liveDatabase } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { log } from '@/lib/log/log'
import { tokenDigest } from '@/lib/people/db/credentials'
import { insertToken } from '@/lib/people/db/tokens'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'
import { type Change, lastEventId, listenForChanges, type Problem } from './changes'

let fleet: TestFleet
let older: Client
let viewer: PersonViewer
let viewerToken = ''
beforeAll(async () => {
  fleet = await testServer()
  viewer = await testPerson(fleet.db, 'viewer', 'operator')
  viewerToken = await insertToken(fleet.db.manager, { personId: viewer.id }, null)
  older = new Client({ connectionString: fleet.url })
  await older.connect()
  for (const n of [1, 2, 3]) await testNode(fleet.db, `did:a:${n}`)
})
afterAll(async () => {
  await older.end()
  await fleet.close()
})

/** A change can be read twice while an older transaction is open, even one of another test's database. Waits for those. */
async function olderTransactionsEnd(): Promise<void> {
  const [{ now }] = await fleet.db.query(`SELECT pg_current_xact_id()::text AS now`)
  const ended = `SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AS ended`
  await expect
    .poll(async () => (await fleet.db.query(ended, [now]))[0], { timeout: 20_000 })
    .toEqual({ ended: true })
}
beforeEach(olderTransactionsEnd)

const report = (did: string) =>
  `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES ('${did}', now(), 'Healthy', '{}')`
const job = (did: string) =>
  `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
   VALUES ('${did}', 'did:p', 'task', 'PendingApproval') RETURNING job_id`
const read = async (since: string | null) => {
  const changes = await readChanges(fleet.db.manager, since)
  const { nodes, jobs, since: next } = changes
  return { nodes: nodes.map(({ id }) => id).sort(), jobs, since: next, changes: [...nodes, ...jobs] }
}

it('begins with only the present', async () => {
  await fleet.db.query(report('did:a:1'))
  expect(await read(null)).toMatchObject({ nodes: [], jobs: [] })
})

it('reports which nodes and jobs plain SQL has changed since', async () => {
  const { since } = await read(null)
  await fleet.db.query(report('did:a:1'))
  const [{ job_id }] = await fleet.db.query(job('did:a:2'))
  await olderTransactionsEnd()
  const found = await read(since)
  expect(found.nodes).toEqual(['did:a:1'])
  expect(found.jobs).toMatchObject([{ id: job_id, node: 'did:a:2' }])
  // Nothing new; a transaction that runs elsewhere in the cluster lets the same change come twice.
  const again = await readChanges(fleet.db.manager, found.since)
  for (const change of [...again.nodes, ...again.jobs]) expect(found.changes).toContainEqual(change)
  await fleet.db.query(`UPDATE maintenance_jobs SET status = 'Cancelled' WHERE job_id = $1`, [job_id])
  expect((await read(found.since)).jobs).toMatchObject([{ id: job_id }])
})

it('does not miss an older transaction that commits late', async () => {
  const { since } = await read(null)
  await older.query('BEGIN')
  await older.query(report('did:a:3'))
  await fleet.db.query(report('did:a:1'))
  const before = await read(since)
  expect(before.nodes).toEqual(['did:a:1'])
  await fleet.db.query(report('did:a:2'))
  const meanwhile = await read(before.since)
  expect(meanwhile.nodes).not.toContain('did:a:3')
  await older.query('COMMIT')
  expect((await read(meanwhile.since)).nodes).toContain('did:a:3')
})

/** Listens; returns how to stop. No later change is missed, however soon it comes. */
async function listening(
  secret: string,
  change: (change: Change) => void,
  ended = () => {},
  problem: (problem: Problem) => void = () => {},
  notices = () => {},
): Promise<() => void> {
  let stop = () => {}
  await new Promise<void>((ready) => {
    const heard = (told: Parameters<Parameters<typeof listenForChanges>[0]['change']>[0]): void => {
      if ('nodes' in told) change(told)
    }
    stop = listenForChanges({
      credential: { kind: 'token', secret },
      ready: () => ready(),
      change: heard,
      problem,
      ended,
      notices,
    })
  })
  return stop
}

/** Waits for a poll that began after the call: it has reported to all other listeners what was committed before. */
const poll = async (): Promise<void> => (await listening(viewerToken, () => {}))()

it('reports each change to listeners once, even one that commits late, until they stop', async () => {
  const heard: Change[] = []
  const stop = await listening(viewerToken, (change) => heard.push(change))
  const nodesHeard = () => heard.flatMap((change) => change.nodes)
  await older.query('BEGIN')
  await older.query(report('did:a:3'))
  await fleet.db.query(report('did:a:1'))
  await expect.poll(nodesHeard, { timeout: 20_000 }).toContain('did:a:1')
  await poll()
  await older.query('COMMIT')
  await expect.poll(nodesHeard, { timeout: 20_000 }).toContain('did:a:3')
  await poll()
  expect(nodesHeard()).toEqual(['did:a:1', 'did:a:3'])
  const heardByOther: string[] = []
  const stopOther = await listening(viewerToken, ({ nodes }) => heardByOther.push(...nodes))
  stop()
  await fleet.db.query(report('did:a:2'))
  await expect.poll(() => heardByOther, { timeout: 20_000 }).toContain('did:a:2')
  expect(nodesHeard()).toHaveLength(2)
  stopOther()
})

it('says that the disk of the database is full, also to who comes later, and when it has room again', async () => {
  const heard: (string | null)[] = []
  const later: (string | null)[] = []
  const ended = () => {}
  const stop = await listening(viewerToken, ended, ended, ({ detail }) => heard.push(detail))
  noteAnswer(Object.assign(new Error('full'), { code: '53100' }))
  await expect.poll(() => heard, { timeout: 20_000 }).toEqual([fullDisk])
  const stopOther = await listening(viewerToken, ended, ended, ({ detail }) => later.push(detail))
  expect(later).toEqual([fullDisk])
  forgetFullDisk()
  await expect
    .poll(() => [heard, later], { timeout: 20_000 })
    .toEqual([
      [fullDisk, null],
      [fullDisk, null],
    ])
  stop()
  stopOther()
})

it('logs once that changes cannot be read, and again only after they could be', async () => {
  const warn = vi.spyOn(log(), 'warn').mockImplementation(() => undefined)
  const asked = vi.spyOn((await liveDatabase()).manager, 'query')
  const stop = await listening(viewerToken, () => {})
  for (const outage of [1, 2]) {
    await fleet.db.query('ALTER TABLE maintenance_jobs RENAME TO away')
    const before = asked.mock.calls.length
    await expect.poll(() => asked.mock.calls.length, { timeout: 20_000 }).toBeGreaterThan(before + 2)
    await fleet.db.query('ALTER TABLE away RENAME TO maintenance_jobs')
    await poll()
    expect(warn).toHaveBeenCalledTimes(outage)
  }
  expect(warn.mock.lastCall?.[0]).toMatchObject({
    err: { message: expect.stringContaining('maintenance_jobs') },
  })
  stop()
  vi.restoreAllMocks()
})

it('reports a restricted node only to those who may see it now', async () => {
  const restricted = 'did:a:restricted'
  await fleet.db.query(`INSERT INTO nodes (node_did, restricted) VALUES ($1, true)`, [restricted])
  const admin = await testPerson(fleet.db, 'admin', 'admin')
  const token = (holder: { personId: string } | { nodeDid: string }) =>
    insertToken(fleet.db.manager, holder, null)
  const listeners = {
    viewer: viewerToken,
    admin: await token({ personId: admin.id }),
    own: await token({ nodeDid: restricted }),
    other: await token({ nodeDid: 'did:a:1' }),
  }
  const heard: Record<string, string[]> = { viewer: [], admin: [], own: [], other: [] }
  const stops = await Promise.all(
    Object.entries(listeners).map(([name, secret]) =>
      listening(secret, ({ nodes, jobs }) => heard[name]?.push(...nodes, ...jobs)),
    ),
  )
  const [{ job_id: hidden }] = await fleet.db.query(job(restricted))
  await fleet.db.query(report(restricted))
  await fleet.db.query(report('did:a:1'))
  await expect.poll(() => heard.viewer, { timeout: 20_000 }).toEqual(['did:a:1'])
  expect(heard.admin?.sort()).toEqual([hidden, 'did:a:1', restricted].sort())
  expect(heard.own?.sort()).toEqual([hidden, restricted].sort())
  expect(heard.other).toEqual(['did:a:1'])
  await testPerson(fleet.db, 'keeper', 'admin')
  await fleet.db.query(`UPDATE people SET role = 'approver' WHERE id = 'admin'`)
  await fleet.db.query(report(restricted))
  await expect.poll(() => heard.own, { timeout: 20_000 }).toHaveLength(3)
  expect(heard.admin).toHaveLength(3)
  for (const stop of stops) stop()
})

it('asks for all listeners in one query whether their tokens still count, and tells the others nothing more', async () => {
  const secrets = await Promise.all(
    Array.from({ length: 50 }, () => insertToken(fleet.db.manager, { nodeDid: 'did:a:2' }, null)),
  )
  const heard = new Map<string, string[]>(secrets.map((secret) => [secret, []]))
  const ended: string[] = []
  const stops = await Promise.all(
    secrets.map((secret) =>
      listening(
        secret,
        ({ nodes }) => heard.get(secret)?.push(...nodes),
        () => ended.push(secret),
      ),
    ),
  )
  const asked = vi.spyOn((await liveDatabase()).manager, 'query')
  await poll()
  const lookUps = asked.mock.calls.filter(([text]) => text.includes('FROM tokens'))
  expect(lookUps.length).toBeLessThanOrEqual(3)
  vi.restoreAllMocks()
  const revoked = secrets[7] ?? ''
  await fleet.db.query(`UPDATE tokens SET revoked_at = now() WHERE token_hash = $1`, [tokenDigest(revoked)])
  await fleet.db.query(report('did:a:2'))
  const others = secrets.filter((secret) => secret !== revoked)
  await expect
    .poll(() => others.every((secret) => heard.get(secret)?.length === 1), { timeout: 20_000 })
    .toBe(true)
  expect([heard.get(revoked), ended]).toEqual([[], [revoked]])
  for (const stop of stops) stop()
})

it('says once that a message waits for the browsers of a person, and nothing to others', async () => {
  const heard = { viewer: 0, other: 0 }
  const other = await testPerson(fleet.db, 'other', 'operator')
  const otherToken = await insertToken(fleet.db.manager, { personId: other.id }, null)
  const [viewer] = await fleet.db.query<{ person_id: string }[]>(
    `SELECT person_id FROM tokens WHERE token_hash = $1`,
    [tokenDigest(viewerToken)],
  )
  const none = () => {}
  const stops = [
    await listening(viewerToken, none, none, none, () => {
      heard.viewer += 1
    }),
    await listening(otherToken, none, none, none, () => {
      heard.other += 1
    }),
  ]
  const message = (group: string) =>
    fleet.db.query(
      `INSERT INTO notice_deliveries (channel_id, group_key) SELECT channel_id, $1 FROM notice_channels`,
      [group],
    )
  await fleet.db.query(
    `INSERT INTO notice_channels (channel_id, kind, person_id, name, least_severity, nodes)
     VALUES (gen_random_uuid(), 'browser', $1, 'Browser', 'info', 'all')`,
    [viewer?.person_id],
  )
  await message('one')
  await expect.poll(() => heard.viewer, { timeout: 20_000 }).toBe(1)
  await poll()
  await poll()
  expect(heard).toEqual({ viewer: 1, other: 0 })
  await message('two')
  await expect.poll(() => heard.viewer, { timeout: 20_000 }).toBe(2)
  expect(heard.other).toBe(0)
  for (const stop of stops) stop()
})

describe('whoever comes back', () => {
  /** What a stream begins with that sends the id of its last event. */
  const begins = (after: string | null) =>
    new Promise<{ id: string; change: unknown }>((resolve) => {
      let id = ''
      const stop = listenForChanges({
        ...{ credential: { kind: 'token', secret: viewerToken }, after },
        ready: (first) => {
          id = first
          // What was missed comes right after.
          setTimeout(() => resolve({ id, change: null }), 300)
        },
        change: (change) => {
          stop()
          resolve({ id, change })
        },
        ...{ problem: () => {}, notices: () => {}, ended: () => {} },
      })
    })

  it('hears what changed meanwhile', async () => {
    const { id, change } = await begins(null)
    expect(change).toBeNull()
    await fleet.db.query(report('did:a:2'))
    const [{ job_id }] = await fleet.db.query(job('did:a:1'))
    expect((await begins(id)).change).toEqual({
      nodes: expect.arrayContaining(['did:a:2']),
      jobs: [job_id],
    })
  })

  it('sends the id of an event, and nothing else', () => {
    expect(lastEventId('17')).toBe('17')
    for (const text of [undefined, null, '', '-1', '1; DROP', '9'.repeat(19), ['1', '2']])
      expect(lastEventId(text)).toBeNull()
  })
})
