import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiJobOf, apiJobs } from '@/lib/board/queries/api-jobs'
import { jobDetail } from '@/lib/board/queries/job'
import { jobBoard } from '@/lib/board/queries/job-board'
import { decideJob } from '@/lib/jobs/services/decide-job'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
const node = 'did:test:node:1'
const mine = 'did:test:node:mine'
const total = 230

beforeAll(async () => {
  fleet = await testServer()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, mine, owner.id)
  // Jobs from before Hakim: without a creation time, with an infinite one, and many at the same microsecond.
  await fleet.db.query(`ALTER TABLE maintenance_jobs DISABLE TRIGGER hakim_job_guard`)
  await fleet.db.query(
    `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, params, status, created_at)
     SELECT ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid,
            CASE WHEN n % 10 = 0 THEN $1 ELSE $2 END, CASE WHEN n % 20 = 0 THEN $3 ELSE $4 END,
            'task_' || n % 3, '{"n": 1}',
            (ARRAY['PendingApproval', 'Completed', 'Half done'])[1 + n % 3],
            CASE WHEN n <= 20 THEN NULL WHEN n = 21 THEN 'infinity' WHEN n = 22 THEN '-infinity'
                 ELSE to_timestamp(1767225600.000001 + n / 60) END
     FROM generate_series(1, ${total}) n`,
    [mine, node, owner.did, operator.did],
  )
  await fleet.db.query(`ALTER TABLE maintenance_jobs ENABLE TRIGGER hakim_job_guard`)
})
afterAll(() => fleet.close())

describe('the board', () => {
  const allPages = async (filter: Parameters<typeof jobBoard>[1]): Promise<string[]> => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await jobBoard(operator, { ...filter, cursor })
      seen.push(...page.rows.map((row) => row.jobId))
      cursor = page.nextCursor ?? undefined
    } while (cursor && seen.length <= 2 * total)
    return seen
  }

  it('covers every job exactly once, page by page, newest first', async () => {
    const seen = await allPages({})
    expect(seen).toHaveLength(total)
    expect(new Set(seen).size).toBe(total)
    // Those without a creation time come last.
    expect(seen.slice(-21).map((id) => Number(id.slice(-3)))).toEqual([
      22,
      ...Array.from({ length: 20 }, (_, n) => 20 - n),
    ])
  })

  it.each([
    { status: 'Completed' as const },
    { node: mine },
    { q: 'TASK_1' },
    { status: 'PendingApproval' as const, node, q: 'task' },
  ])('covers every job that matches %j', async (filter) => {
    const [first] = [await jobBoard(operator, filter)]
    const seen = await allPages(filter)
    const wanted = filter.status ? (first.counts[filter.status] ?? 0) : first.total
    expect(seen).toHaveLength(wanted)
    expect(new Set(seen).size).toBe(wanted)
    expect(wanted).toBeGreaterThan(0)
  })

  it('counts by status within the other filters; other programs’ statuses count only in the total', async () => {
    const { counts, total: all } = await jobBoard(operator, { status: 'Completed' })
    expect(all).toBe(total)
    expect(Object.keys(counts).sort()).toEqual(['Completed', 'PendingApproval'])
  })

  it('shows an owner what waits for them, and never their own request', async () => {
    const { rows, waitingForViewer } = await jobBoard(owner, { status: 'waiting' })
    expect(rows.length).toBeGreaterThan(0)
    expect(rows).toHaveLength(waitingForViewer)
    for (const row of rows) {
      if ('restricted' in row) throw new Error('the node is not restricted')
      expect([row.node.did, row.status, row.waitsForViewer]).toEqual([mine, 'PendingApproval', true])
      expect(row.requester.you).toBe(false)
    }
    expect((await jobBoard(operator, { status: 'waiting' })).rows).toEqual([])
  })

  it.each(['x', btoa('["2026-99-99T99:99:99.000000Z","3f0e7a4e-0f8e-4d55-9a53-0d6c1f5b2a10"]')])(
    'begins at the first page for an invalid cursor: %s',
    async (cursor) => {
      expect((await jobBoard(operator, { cursor })).rows).toEqual((await jobBoard(operator, {})).rows)
    },
  )

  it('takes wildcards in a search literally', async () => {
    for (const q of ['%', '_1%', '\\', "'"]) expect((await jobBoard(operator, { q })).rows).toEqual([])
    expect((await jobBoard(operator, { q: 'k_1' })).rows.length).toBeGreaterThan(0)
  })

  it('reads a page from an index, without sorting all jobs', async () => {
    await fleet.db.query(`ANALYZE maintenance_jobs`)
    const plan: { 'QUERY PLAN': string }[] = await fleet.db.transaction(async (tx) => {
      await tx.query(`SET LOCAL enable_seqscan = off`)
      return tx.query(
        `EXPLAIN SELECT job_id FROM maintenance_jobs j WHERE status = 'Completed'
         ORDER BY least(greatest(j.created_at, '0001-01-01 00:00Z'), '9999-12-31 00:00Z') DESC, job_id DESC LIMIT 50`,
      )
    })
    const text = plan.map((line) => line['QUERY PLAN']).join('\n')
    expect(text).toContain('idx_maintenance_jobs_page')
    expect(text).not.toContain('Sort')
  })
})

describe('the API', () => {
  it('pages to the end, each job once', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await apiJobs(operator, { cursor, limit: 37 })
      seen.push(...page.jobs.map((job) => job.job_id))
      cursor = page.next_cursor ?? undefined
    } while (cursor && seen.length <= 2 * total)
    expect(seen).toHaveLength(total)
    expect(new Set(seen).size).toBe(total)
  })

  it('narrows by task, requester and time', async () => {
    const find = async (request: object) => (await apiJobs(operator, { limit: 200, ...request })).jobs
    expect((await find({ task: 'task_1' })).every((job) => job.task_name === 'task_1')).toBe(true)
    expect((await find({ requester: owner.did })).every((job) => job.requester_did === owner.did)).toBe(true)
    const inTime = await find({ from: '2026-01-01T00:00:01Z', to: '2026-01-01T00:00:02Z' })
    expect(inTime.map((job) => Number(job.job_id.slice(-3))).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, n) => 60 + n),
    )
  })

  it('shows an agent the jobs of its own node only', async () => {
    const agent = testAgent(mine)
    const { jobs } = await apiJobs(agent, { limit: 200 })
    expect(jobs).toHaveLength(23)
    expect(jobs.every((job) => job.target_node_did === mine)).toBe(true)
    expect((await apiJobs(agent, { limit: 200, node })).jobs).toEqual([])
    const foreign = '00000000-0000-0000-0000-000000000001'
    expect(await apiJobOf(agent, foreign)).toBeNull()
    expect(await apiJobOf(operator, foreign)).toMatchObject({ job_id: foreign, created_at: null })
    expect(await apiJobOf(operator, 'x')).toBeNull()
  })

  it('returns the approval hash of a job', async () => {
    const [job] = (
      await apiJobs(owner, { limit: 1, node: mine, status: ['PendingApproval'], requester: operator.did })
    ).jobs
    const body = { approval_hash: job?.approval_hash }
    expect(
      await decideJob({ db: fleet.db, viewer: owner }, 'Approved', job?.job_id ?? '', body),
    ).toMatchObject({ ok: true })
  })
})

describe('one job', () => {
  it('has everything that a decision needs', async () => {
    const { rows } = await jobBoard(owner, { status: 'waiting' })
    const detail = await jobDetail(owner, rows[0]?.jobId ?? '')
    expect(detail).toMatchObject({ refusals: { decide: null }, node: { did: mine } })
    expect(detail?.refusals.cancel).toMatch(/Only the requester/)
    expect(await jobDetail(operator, rows[0]?.jobId ?? '')).toMatchObject({
      refusals: { cancel: null },
    })
  })

  it('may have any age and shape, or not exist', async () => {
    expect(await jobDetail(operator, '00000000-0000-0000-0000-000000000021')).toMatchObject({ timeline: [] })
    expect(await jobDetail(operator, '00000000-0000-0000-0000-000000000999')).toBeNull()
    expect(await jobDetail(operator, 'x')).toBeNull()
  })
})
