import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { countJobs } from './counts'
import { inOrder, readJobs } from './list'
import type { JobCursor, JobFilter, JobOrder } from './narrowing'
import { narrowing } from './narrowing'

let fleet: TestFleet
let owner: PersonViewer
const open = 'did:test:node:open'
const secret = 'did:test:node:secret'
const total = 12_000

beforeAll(async () => {
  fleet = await testFleet(4)
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await testPerson(fleet.db, 'delegate', 'operator')
  await testPerson(fleet.db, 'stranger', 'approver')
  await testNode(fleet.db, open)
  await testNode(fleet.db, secret, owner.id)
  await setRestricted(fleet.db, secret, true)
  await fleet.db.query(
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until)
     VALUES ($1, 'owner', 'delegate', now() + interval '1 day')`,
    [secret],
  )
  for (const trigger of ['guard', 'changed'])
    await fleet.db.query(`ALTER TABLE maintenance_jobs DISABLE TRIGGER hakim_job_${trigger}`)
  // A rare task among many jobs, some of them at the same time, and the restricted node far back.
  await fleet.db.query(
    `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, status, created_at)
     SELECT md5(n::text)::uuid, CASE WHEN n % 1000 = 1 THEN $1 ELSE $2 END, 'did:r:' || n % 2,
            CASE WHEN n % 3000 IN (5, 6) THEN 'rare' ELSE 'usual' END,
            CASE WHEN n % 4 = 0 THEN 'Failed' ELSE 'Completed' END, to_timestamp(1767225600 + n / 100)
     FROM generate_series(1, ${total}) n`,
    [secret, open],
  )
  await fleet.db.query(
    `INSERT INTO job_details (job_id, reason, risk)
    SELECT job_id, 'It hangs', 'high' FROM maintenance_jobs WHERE target_node_did = $1`,
    [secret],
  )
  await fleet.db.query(`UPDATE nodes SET labels = '{"site": "Lagos"}' WHERE node_did = $1`, [secret])
  await fleet.db.query(`VACUUM (ANALYZE)`)
})
afterAll(() => fleet.close())

const everything: JobFilter = { hiddenFrom: null }

async function pages(
  filter: JobFilter,
  limit: number,
  order: JobOrder = 'newest',
): Promise<{ ids: string[]; sizes: number[] }> {
  const ids: string[] = []
  const sizes: number[] = []
  for (let cursor: JobCursor | null = null, first = true; first || cursor; first = false) {
    const page = await readJobs(fleet.db.manager, null, filter, cursor, limit, order)
    ids.push(...page.rows.map((row) => row.job_id))
    sizes.push(page.rows.length)
    cursor = page.next
  }
  return { ids, sizes }
}

describe('a list', () => {
  it.each([
    [{ q: 'rare' }, 8],
    [{ q: 'hangs' }, 12],
    [{ task: 'rare' }, 8],
    [{ task: 'rare', statuses: ['Completed'] }, 8],
    [{ node: secret }, 12],
    [{ requester: 'did:r:1', statuses: ['Completed'] }, total / 2],
    [{ statuses: ['Completed', 'Failed'], node: secret }, 12],
    [{ statuses: ['Failed', 'Lost', 'Expired'] }, total / 4],
    [{ owner: 'did:test:person:owner' }, 12],
    [{ owner: 'did:test:person:stranger' }, 0],
    [{ label: 'site:Lagos' }, 12],
    [{ risk: 'high' }, 12],
    [{ risk: 'high', label: 'site:Cairo' }, 0],
    [{ q: 'nothing has this' }, 0],
  ])('of %j is complete and holds each job once, whatever the page size', async (narrowed, wanted) => {
    const { ids } = await pages({ ...everything, ...narrowed }, wanted > 100 ? 200 : 3)
    expect(ids).toHaveLength(wanted)
    expect(new Set(ids).size).toBe(wanted)
  })

  it('ends a page early rather than search all jobs, and continues on the next page', async () => {
    const { sizes } = await pages({ ...everything, q: 'rare' }, 200)
    expect(sizes).toEqual([6, 2])
  })

  it.each([{}, { statuses: ['Failed', 'Lost'] }, { statuses: ['Completed', 'Failed'], node: secret }])(
    'of %j is the same as a plain SELECT, in either direction',
    async (narrowed) => {
      const { statuses = null, node = null } = { statuses: undefined, node: undefined, ...narrowed }
      const rows = await fleet.db.query<{ job_id: string }[]>(
        `SELECT job_id FROM maintenance_jobs
         WHERE ($1::text[] IS NULL OR status = ANY ($1)) AND ($2::text IS NULL OR target_node_did = $2)
         ORDER BY created_at, job_id`,
        [statuses, node],
      )
      const plain = rows.map(({ job_id }) => job_id)
      const filter = { ...everything, ...narrowed }
      expect((await pages(filter, 550, 'oldest')).ids).toEqual(plain)
      expect((await pages(filter, 550)).ids).toEqual(plain.reverse())
    },
  )

  it.each(['newest', 'oldest'] as const)(
    'of several statuses reads only as far as its page, %s first',
    async (order) => {
      const narrowed = narrowing({ ...everything, statuses: ['Failed', 'Completed'] }, null, order)
      const explained: unknown = await fleet.db.query(
        `EXPLAIN ${inOrder(narrowed, order, 51)}`,
        narrowed.values,
      )
      const plan = JSON.stringify(explained)
      expect(plan).toMatch(/Merge Append/)
      expect(plan.match(/Index Scan (Backward )?using idx_maintenance_jobs_page/g)).toHaveLength(2)
      expect(plan).not.toMatch(/Seq Scan|Sort {2}/)
    },
  )

  it.each([{}, { statuses: ['Completed'] }, { node: open }, { requester: 'did:r:1' }])(
    'of %j reads its page from an index, whether planned for these values or for any',
    async (narrowed) => {
      // A limit that no other query uses identifies the statement.
      const limit = 60 + Object.keys(narrowed).join().length
      const runner = fleet.db.createQueryRunner()
      await readJobs(runner.manager, null, { ...everything, ...narrowed }, null, limit)
      const [kept]: { statement: string }[] = await runner.query(
        `SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%LIMIT ${limit + 1}%'`,
      )
      for (const mode of ['force_custom_plan', 'force_generic_plan']) {
        await runner.query(`SET plan_cache_mode = ${mode}`)
        const explained: unknown = await runner.query(`EXPLAIN ${kept?.statement}`, [
          ...Object.values(narrowed).flat(),
          null,
        ])
        const plan = JSON.stringify(explained)
        expect(plan).toMatch(
          /Index (Only )?Scan using idx_maintenance_jobs_(newest|page|node_newest|requester_newest)/,
        )
        expect(plan).not.toMatch(/Seq Scan on maintenance_jobs/)
      }
      await runner.query('RESET plan_cache_mode')
      await runner.release()
    },
  )
})

describe('counts', () => {
  it('within a node or a requester are exact', async () => {
    const of = (narrowed: object) => countJobs(fleet.db.manager, { ...everything, ...narrowed })
    expect(await of({ node: secret })).toEqual({
      counts: [{ status: 'Completed', count: 12 }],
      atLeast: false,
    })
    const { counts, atLeast } = await of({ requester: 'did:r:0' })
    expect([counts.length, counts.reduce((sum, { count }) => sum + count, 0), atLeast]).toEqual([
      2,
      6_000,
      false,
    ])
  })

  it('of more jobs than the limit say that there are more', async () => {
    const found = await countJobs(fleet.db.manager, { ...everything, q: 'rare' })
    expect(found.atLeast).toBe(true)
    expect(found.counts.reduce((sum, { count }) => sum + count, 0)).toBe(6)
    expect((await countJobs(fleet.db.manager, { ...everything, node: open })).atLeast).toBe(true)
  })
})

describe('a restricted node', () => {
  it.each([
    ['owner', 12],
    ['delegate', 12],
    ['stranger', 0],
  ])('is in the lists and counts of its %s: %i jobs', async (hiddenFrom, wanted) => {
    const { ids } = await pages({ hiddenFrom, node: secret }, 50)
    expect(ids).toHaveLength(wanted)
    const sum = async (narrowed: object) => {
      const { counts } = await countJobs(fleet.db.manager, { hiddenFrom, ...narrowed })
      return counts.reduce((all, { count }) => all + count, 0)
    }
    expect(await sum({})).toBe(total - 12 + wanted)
    expect(await sum({ node: secret })).toBe(wanted)
    expect(
      (await readJobs(fleet.db.manager, null, { hiddenFrom, q: 'hangs' }, null, 50)).rows.length > 0,
    ).toBe(wanted > 0)
  })
})

it('keeps a plan only if the best index does not depend on the values', async () => {
  const kept = async (filter: JobFilter): Promise<number> => {
    const count = `SELECT count(*)::int AS n FROM pg_prepared_statements WHERE statement LIKE '%maintenance_jobs j%'`
    // On one connection, before and after.
    return fleet.db.transaction(async (tx) => {
      const [before] = await tx.query<{ n: number }[]>(count)
      // A limit that no other query uses.
      await readJobs(tx, null, filter, null, 37)
      const [after] = await tx.query<{ n: number }[]>(count)
      return (after?.n ?? 0) - (before?.n ?? 0)
    })
  }
  expect(await kept({ ...everything, statuses: ['Failed'] })).toBe(1)
  expect(await kept({ ...everything, node: open })).toBe(1)
  expect(await kept({ ...everything, statuses: ['Failed'], requester: 'did:r:1' })).toBe(0)
  expect(await kept({ ...everything, statuses: ['Failed'], from: '2026-01-01T00:00:00Z' })).toBe(0)
})
