import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobLog, jobLogText } from '@/lib/board/queries/job-log'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
let owner: PersonViewer
let jobId: string
const count = 2_500
const expected = Array.from({ length: count }, (_, index) => `line ${index + 1}`)

beforeAll(async () => {
  fleet = await testServer()
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, 'did:test:node:1', owner.id)
  jobId = await requestedJob(fleet.db, owner, 'did:test:node:1')
  await fleet.db.query(
    `INSERT INTO job_log_lines (job_id, at, stream, line) SELECT $1, now(), 'stdout', 'line ' || n
     FROM generate_series(1, $2::int) n`,
    [jobId, count],
  )
})
afterAll(() => fleet.close())

it('is read page by page, oldest line first', async () => {
  const seen: string[] = []
  for (let after: number | null = 0; after !== null; ) {
    const page = await jobLog(owner, jobId, { after, limit: 700 })
    if (!page) throw new Error('no log')
    seen.push(...page.lines.map(({ line }) => line))
    after = page.next_after
  }
  expect(seen).toEqual(expected)
  expect(await jobLog(owner, 'no-id', { after: 0, limit: 1 })).toBeNull()
})

it('is read backwards from a line', async () => {
  const all = (await jobLog(owner, jobId, { after: 0, limit: 5_000 }))?.lines ?? []
  const page = await jobLog(owner, jobId, { after: 0, before: all[10]?.seq ?? 0, limit: 4 })
  expect(page?.lines.map(({ line }) => line)).toEqual(['line 7', 'line 8', 'line 9', 'line 10'])
  expect(page?.next_before).toBe(all[6]?.seq)
  const first = await jobLog(owner, jobId, { after: 0, before: all[2]?.seq ?? 0, limit: 4 })
  expect(first).toMatchObject({ lines: [{ line: 'line 1' }, { line: 'line 2' }], next_before: null })
})

it('is searched whole, in any case, through colours, and taken as it is written', async () => {
  const [{ seq }] = await fleet.db.query(
    `INSERT INTO job_log_lines (job_id, at, stream, line)
     VALUES ($1, now(), 'stderr', $2), ($1, now(), 'stdout', '100 % of [a-z]_') RETURNING seq`,
    [jobId, `Disk \u001b[31mFU\u001b[0mLL`],
  )
  const found = async (q: string) =>
    (await jobLog(owner, jobId, { after: 0, limit: 5, q }))?.lines.map((line) => line.seq)
  expect(await found('disk full')).toEqual([Number(seq)])
  expect(await found('% of [A-Z]_')).toEqual([Number(seq) + 1])
  expect(await found('.')).toEqual([])
  expect(await found('line 24')).toHaveLength(5)
  await fleet.db.query(`DELETE FROM job_log_lines WHERE seq >= $1`, [seq])
})

it('is downloaded whole', async () => {
  const text = await new Response(await jobLogText(owner, jobId)).text()
  expect(text.split('\n').map((line) => line.slice(29))).toEqual([...expected, ''])
})
