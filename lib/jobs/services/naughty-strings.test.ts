import { afterAll, beforeAll, expect, it } from 'vitest'
import { addNode } from '@/lib/consent/services/add-node'
import { parseHistory } from '@/lib/jobs/domain/status'
import { ok } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { ingestReports } from '@/lib/reports/services/ingest-reports'
import { naughtyStrings } from '@/test/data-folder'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { approvedJob, shownHash, storedJob } from '@/test/jobs'
import { done } from '@/test/result'
import { claimJob } from './claim-job'
import { decideJob } from './decide-job'
import { reportProgress } from './report-progress'
import { requestJob } from './request-job'

const own = [
  '=1+1',
  '<script>alert(1)</script>',
  "'; DROP TABLE nodes; --",
  '\u202eabc',
  '😀',
  '\t\r',
  '__proto__',
  '%00',
  '\\u0000',
]
const strings = [...new Set([...own, ...naughtyStrings()])].filter(
  (text) => text.isWellFormed() && !text.includes('\u0000') && text.length <= 255,
)
const node = 'did:test:node:1'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
beforeAll(async () => {
  fleet = await testFleet()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, node, owner.id)
})
afterAll(() => fleet.close())

/** All of them as values, and as keys where those can be chosen. */
const asObject = Object.fromEntries(strings.map((text) => [text, text]))

it('survive as keys and values of task parameters', async () => {
  const input = { target_node_did: node, task_name: 'x', params: asObject, reason: 'x' }
  const { jobId } = done(await requestJob({ db: fleet.db, viewer: operator }, input))
  const job = await storedJob(fleet.db, jobId)
  expect(job.params).toEqual(asObject)
  done(
    await decideJob({ db: fleet.db, viewer: owner }, 'Approved', jobId, {
      approval_hash: await shownHash(fleet.db, jobId),
    }),
  )
  await fleet.db.query(`UPDATE maintenance_jobs SET status = 'Cancelled' WHERE job_id = $1`, [jobId])
})

it('survive as reasons of requests and decisions', async () => {
  for (const reason of strings
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .slice(0, 40)) {
    const input = { target_node_did: node, task_name: 'x', reason }
    const { jobId } = done(await requestJob({ db: fleet.db, viewer: operator }, input))
    const approval_hash = await shownHash(fleet.db, jobId)
    done(await decideJob({ db: fleet.db, viewer: owner }, 'Rejected', jobId, { approval_hash, reason }))
    const messages = parseHistory((await storedJob(fleet.db, jobId)).status_history).map(
      (entry) => entry.message,
    )
    expect(messages).toEqual([reason, reason])
  }
})

it('survive in log lines and progress', async () => {
  const jobId = await approvedJob(fleet.db, operator, owner, node)
  const viewer = testAgent(node)
  const held = done(await claimJob({ db: fleet.db, viewer }))
  const log = strings.map((line) => ({ at: '2026-01-31T09:30:00Z', stream: 'stderr', line }))
  const [message] = strings
  done(await reportProgress({ db: fleet.db, viewer }, jobId, { claim_token: held?.claimToken, message, log }))
  const rows = await fleet.db.query(`SELECT line FROM job_log_lines WHERE job_id = $1 ORDER BY seq`, [jobId])
  expect(rows.map((row: { line: string }) => row.line)).toEqual(strings)
})

it('survive in labels', async () => {
  // A label cannot have the key `__proto__`, and a node has at most 64.
  const keys = strings.filter((text) => text.length <= 63 && text !== '__proto__')
  for (let from = 0; from < keys.length; from += 64) {
    const labels = Object.fromEntries(keys.slice(from, from + 64).map((text) => [text, text]))
    done(await addNode({ db: fleet.db, viewer: { kind: 'terminal' } }, { did: 'did:test:labels', labels }))
    const [row] = await fleet.db.query(`SELECT labels FROM nodes WHERE node_did = 'did:test:labels'`)
    expect(row.labels).toEqual(labels)
  }
})

it('survive in reports: status, metric names, diagnosis', async () => {
  // In two reports, since one counts with 500 metrics.
  const half = (part: number) =>
    Object.fromEntries(
      strings.map((text, index): [string, number] => [text, index]).filter(([, index]) => index % 2 === part),
    )
  const reports = strings
    .filter((status) => status !== '' && status.length <= 50)
    .map((status) => ({
      target_node_did: node,
      timestamp: '2026-01-31T09:30:00Z',
      status,
      diagnosis: { code: status, recommendation: status },
    }))
  const whole = [0, 1].map((part) => ({ ...reports[0], metrics: half(part), status: `half ${part}` }))
  const items = [...reports, ...whole].map((value) => ({ value }))
  const taken = done(
    await ingestReports(
      { db: fleet.db, viewer: testAgent(node) },
      { bytes: 1_000, read: () => ok({ items }) },
    ),
  )
  expect(taken).toMatchObject({ accepted: items.length, rejected: [], warnings: [] })
  const rows = await fleet.db.query(
    `SELECT status, metrics, diagnosis ->> 'code' AS code FROM health_reports`,
  )
  const statuses = rows.map((row: { status: string }) => row.status)
  expect(statuses.sort()).toEqual([...reports, ...whole].map(({ status }) => status).sort())
  for (const { status, metrics } of whole)
    expect(rows.find((row: { status: string }) => row.status === status).metrics).toEqual(metrics)
})
