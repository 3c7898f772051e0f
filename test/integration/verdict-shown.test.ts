import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobOrRestAnswer } from '@/lib/board/domain/answers'
import { jobsQuery } from '@/lib/board/domain/jobs-query'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { apiJobs } from '@/lib/board/queries/api-jobs'
import { jobDetail } from '@/lib/board/queries/job'
import { jobBoard } from '@/lib/board/queries/job-board'
import type { PersonViewer } from '@/lib/kernel/role'
import { runCharts } from '@/lib/verdicts/queries/run-charts'
import { judgeRuns } from '@/lib/verdicts/services/judge-runs'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { testServer } from '@/test/query-server'
import { type TestWriter, testWriter } from '@/test/sql-writer'
import { ranBySql, sayBySql } from '@/test/verdicts'

const did = 'did:test:node:cleared'
const [minute, hour, day] = [60, 3_600, 86_400]

let fleet: TestFleet
let writer: TestWriter
let requester: PersonViewer
let owner: PersonViewer
let jobId: string

beforeAll(async () => {
  fleet = await testServer()
  writer = await testWriter(fleet)
  requester = await testPerson(fleet.db, 'requester', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, did, owner.id)
  const ill = { status: 'Warning', code: 'DISK_NEARING_CAPACITY', metrics: { disk_usage_gb: 438 } }
  await sayBySql(writer, did, [
    { from: -2 * day, to: -7 * hour, every: 60, ...ill },
    { from: -7 * hour, to: 0, every: 60, metrics: { disk_usage_gb: 371 } },
  ])
  jobId = await ranBySql(
    fleet.db,
    writer,
    { requester, owner, did },
    { from: -7 * hour - 7 * minute, to: -7 * hour },
  )
  await judgeRuns(fleet.db, 20_000)
})
afterAll(async () => {
  await writer.close()
  await fleet.close()
})

it('the API says whether a job helped, alone and in the list, as it is described', async () => {
  const answer = jobOrRestAnswer.parse(JSON.parse(JSON.stringify(await apiJobDetail(requester, jobId))))
  expect('verdict' in answer && answer.verdict).toMatchObject({
    verdict: 'fixed',
    sentence: expect.stringMatching(
      /^Fixed: DISK_NEARING_CAPACITY gone by the end, .*; disk 438 → 371 GB\.$/,
    ),
    before: { status: 'Warning', diagnosis: 'DISK_NEARING_CAPACITY' },
    figures: [{ metric: 'disk_usage_gb', before: 438, after: 371, reads: null }],
  })
  const { jobs } = await apiJobs(requester, jobsQuery.parse({}))
  expect(jobs).toMatchObject([{ settled_verdict: 'fixed', came_back_at: null }])
})

it('the board, the page and the track record say it too', async () => {
  expect((await jobBoard(requester, {})).rows).toMatchObject([{ verdict: { is: 'fixed', back: false } }])
  expect(await jobDetail(requester, jobId)).toMatchObject({ helped: { evidence: { why: 'gone' } } })
  const next = await requestedJob(fleet.db, requester, did, { task_name: 'archive_data' })
  expect((await jobDetail(owner, next))?.record).toEqual({
    ...{ completed: 1, failed: 0, more: false },
    ...{ fixed: 1, judged: 1 },
  })
})

it('a node that the viewer may not see has no charts of a run', async () => {
  const hidden = 'did:test:node:hidden'
  await sayBySql(writer, hidden, [{ from: -hour, to: 0, metrics: { disk_usage_gb: 1 } }])
  const run = { from: Date.now() / 1_000 - 1_200, to: Date.now() / 1_000 - 600 }
  expect((await runCharts(requester, hidden, run, ['disk_usage_gb']))?.before.metrics).toEqual([
    'disk_usage_gb',
  ])
  await fleet.db.query(`UPDATE nodes SET restricted = true WHERE node_did = $1`, [hidden])
  expect(await runCharts(requester, hidden, run, ['disk_usage_gb'])).toBeNull()
})
