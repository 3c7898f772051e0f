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

it('is downloaded whole', async () => {
  const text = await new Response(await jobLogText(owner, jobId)).text()
  expect(text.split('\n').map((line) => line.slice(29))).toEqual([...expected, ''])
})
