import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type DocumentRow, readDocuments } from '@/lib/jobs/db/documents'
import type { Failure, Result } from '@/lib/kernel/errors'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { type ApprovalDocument, parseDocumentText } from '@/lib/signing/domain/document'
import {
  type DryRunResult,
  dryRunDigest,
  dryRunMismatch,
  parseDryRunText,
} from '@/lib/signing/domain/dry-run'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { decideNow, requestedJob, statusOf } from '@/test/jobs'
import { done } from '@/test/result'
import { announceTasks } from './announce-tasks'
import { approveWithoutOwner } from './approve-without-owner'
import { cancelJob } from './cancel-job'
import { claimAsInstance } from './claim-as-instance'
import { reportDryRun } from './report-dry-run'
import { requestJob } from './request-job'
import { reviseJob } from './revise-job'
import { skipDryRun } from './skip-dry-run'
import { withdrawJob } from './withdraw-job'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
let stranger: PersonViewer
let admin: PersonViewer
let node: string
let nodes = 0

beforeAll(async () => {
  fleet = await testFleet()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  stranger = await testPerson(fleet.db, 'stranger', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
})
afterAll(() => fleet.close())
beforeEach(async () => {
  nodes += 1
  node = `did:test:node:dry-run-${nodes}`
  await testNode(fleet.db, node, owner.id)
  await announce()
})

const failureOf = (result: Result<unknown>): Failure => {
  if (result.ok) throw new Error('it did not fail')
  return result.error
}
const agent = () => ({ db: fleet.db, viewer: testAgent(node) })
const as = (viewer: PersonViewer) => ({ db: fleet.db, viewer })
const task = (more: JsonObject = {}): JsonObject => ({
  ...{ name: 'restart_service', command: ['restart', '{n}'] },
  params: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
  dry_run: { command: ['look', '--', '{n}'], timeout_seconds: 60 },
  ...more,
})
const announce = async (more: JsonObject = {}) =>
  done(await announceTasks(agent(), node, { tasks: [task(more)] }))
const request = (more: JsonObject = {}) => requestedJob(fleet.db, operator, node, { dry_run: true, ...more })
const wanted = async () => done(await claimAsInstance(agent(), { dry_runs: true })).wanted
const latest = async (jobId: string): Promise<DocumentRow & { value: ApprovalDocument }> => {
  const [row] = await readDocuments(fleet.db.manager, jobId, 1)
  const parsed = row && parseDocumentText(row.document)
  if (!row || !parsed?.ok) throw new Error('there is no document')
  return { ...row, value: parsed.value }
}
const resultOf = (
  { job_id, revision, offer, params }: ApprovalDocument,
  more: Partial<DryRunResult> = {},
) => {
  const n = params !== null && typeof params === 'object' && !Array.isArray(params) ? `${params.n}` : ''
  return {
    ...{
      version: 1 as const,
      job_id,
      revision,
      node,
      offer_digest: offer?.digest ?? '',
      ran: ['look', '--', n],
    },
    ...{ how: 'ended' as const, exit_code: 0, output: 'one\n', omitted_lines: 0, seconds: 0.5 },
    started_at: new Date().toISOString(),
    ...more,
  }
}
const report = async (jobId: string, more: Partial<DryRunResult> = {}) =>
  reportDryRun(agent(), jobId, resultOf((await latest(jobId)).value, more))

it('is part of the document once the node has reported it, as its digest says', async () => {
  const jobId = await request()
  expect((await latest(jobId)).value.dry_run).toBeUndefined()
  const before = (await latest(jobId)).digest
  expect(await wanted()).toEqual((await latest(jobId)).value)
  done(await report(jobId))
  const { value, digest, revision, dry_run } = await latest(jobId)
  const kept = parseDryRunText(dry_run ?? '')
  if (!kept.ok) throw new Error('it was not kept')
  expect(value.dry_run).toEqual({ digest: dryRunDigest(kept.value), exit_code: 0 })
  expect(dryRunMismatch(value, kept.value)).toBeNull()
  expect([revision, digest === before]).toEqual([1, false])
  expect(await wanted()).toBeNull()
})

it('nobody approves before it has come, and everybody does afterwards', async () => {
  const jobId = await request()
  expect(failureOf(await decideNow(fleet.db, owner, jobId))).toMatchObject({
    kind: 'conflict',
    detail: 'The node is still finding out what this would change. Wait for it, or go on without it.',
  })
  const { digest } = await latest(jobId)
  const reason = 'The disk is full and the owner cannot be reached'
  expect(failureOf(await approveWithoutOwner(as(admin), jobId, { approval_hash: digest, reason })).kind).toBe(
    'conflict',
  )
  // Whoever writes a vote past the service.
  await expect(
    fleet.db.query(
      `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash) VALUES ($1, 1, 'owner', 'approve', $2)`,
      [jobId, digest],
    ),
  ).rejects.toThrow('its dry run is still running')
  done(await report(jobId))
  expect(done(await decideNow(fleet.db, owner, jobId)).status).toBe('Approved')
})

it('is rejected while it is waited for, and what comes then is not taken', async () => {
  const jobId = await request()
  done(await decideNow(fleet.db, owner, jobId, 'Rejected'))
  expect(await wanted()).toBeNull()
  expect(failureOf(await report(jobId)).kind).toBe('conflict')
})

it('only the requester, those who decide and administrators go on without it', async () => {
  for (const viewer of [operator, owner, admin]) {
    const jobId = await request()
    expect(failureOf(await skipDryRun(as(stranger), jobId, {})).kind).toBe('forbidden')
    done(await skipDryRun(as(viewer), jobId, {}))
    expect(failureOf(await skipDryRun(as(viewer), jobId, {})).kind).toBe('conflict')
    expect(failureOf(await report(jobId))).toMatchObject({
      detail: 'Nobody waits for this dry run any more. It came too late.',
    })
    expect((await latest(jobId)).value.dry_run).toBeUndefined()
    done(await decideNow(fleet.db, owner, jobId))
    done(await cancelJob(as(operator), jobId, {}))
  }
})

it('takes nothing after ten minutes, the same again, and nothing else afterwards', async () => {
  const late = await request()
  await fleet.db.query(
    `UPDATE approval_documents SET dry_run_until = dry_run_until - interval '10 minutes' WHERE job_id = $1`,
    [late],
  )
  expect(await wanted()).toBeNull()
  expect(failureOf(await report(late)).kind).toBe('conflict')
  done(await decideNow(fleet.db, owner, late))

  const jobId = await request()
  const result = resultOf((await latest(jobId)).value)
  done(await reportDryRun(agent(), jobId, result))
  done(await reportDryRun(agent(), jobId, result))
  expect(failureOf(await reportDryRun(agent(), jobId, { ...result, output: 'other\n' })).kind).toBe(
    'conflict',
  )
})

it('takes only what the command of the document says about exactly this request', async () => {
  const jobId = await request()
  const { value } = await latest(jobId)
  for (const other of [
    { ran: ['look', '--', '2'] },
    { ran: ['other'] },
    { ran: null },
    { node: 'did:test:another' },
    { offer_digest: '0'.repeat(64) },
    { revision: 2 },
  ])
    expect(failureOf(await reportDryRun(agent(), jobId, resultOf(value, other))).kind).toBe('conflict')
  const elsewhere = { db: fleet.db, viewer: testAgent('did:test:another') }
  expect(failureOf(await reportDryRun(elsewhere, jobId, resultOf(value))).kind).toBe('not_found')
  expect(failureOf(await reportDryRun(agent(), jobId, { output: 1 })).kind).toBe('invalid')
})

it('is asked for again when the request or the task changes, and votes before that are void', async () => {
  const jobId = await request()
  done(await report(jobId))
  done(await decideNow(fleet.db, owner, jobId))
  done(await reviseJob(as(operator), jobId, { params: { n: 2 } }))
  const revised = await latest(jobId)
  expect([revised.revision, revised.dry_run, revised.value.dry_run]).toEqual([2, null, undefined])
  expect((await wanted())?.params).toEqual({ n: 2 })
  done(await report(jobId))

  await announce({ dry_run: { command: ['peek', '{n}'], timeout_seconds: 60 } })
  const changed = await latest(jobId)
  expect([changed.revision, changed.value.dry_run]).toEqual([3, undefined])
  expect(failureOf(await decideNow(fleet.db, owner, jobId)).kind).toBe('conflict')
  done(await report(jobId, { ran: ['peek', '2'] }))
  done(await decideNow(fleet.db, owner, jobId))

  done(await withdrawJob(as(owner), jobId, {}))
  expect(await wanted()).toMatchObject({ revision: 4 })
  await announce({ dry_run: { command: ['peek', '{n}'], timeout_seconds: 30 } })
  expect(await wanted()).toMatchObject({ revision: 5, offer: { dry_run: { timeout_seconds: 30 } } })
})

it('is not waited for once the node offers none any more', async () => {
  const jobId = await request()
  const { dry_run: _, ...without } = task()
  done(await announceTasks(agent(), node, { tasks: [without] }))
  expect(await wanted()).toBeNull()
  expect((await latest(jobId)).dry_run_until).toBeNull()
  expect(done(await decideNow(fleet.db, owner, jobId)).status).toBe('Approved')
})

it('is refused where the task offers none, or its command takes no such parameters', async () => {
  const input = {
    target_node_did: node,
    task_name: 'restart_service',
    params: { n: 1 },
    reason: 'r',
    dry_run: true,
  }
  await announce({ dry_run: { command: ['look', '{n}'], timeout_seconds: 60 } })
  expect(failureOf(await requestJob(as(operator), { ...input, params: { n: -1 } }))).toMatchObject({
    kind: 'invalid',
    fields: [{ path: 'params.n', message: expect.stringContaining('begins with "-"') }],
  })
  const { dry_run: _, ...without } = task()
  done(await announceTasks(agent(), node, { tasks: [without] }))
  expect(failureOf(await requestJob(as(operator), input))).toMatchObject({
    kind: 'invalid',
    fields: [{ path: 'dry_run', message: 'is not offered by this node for this task' }],
  })
})

it('is handed to the first of two agents with one token alone', async () => {
  await request()
  const ask = async (id: string) =>
    done(await claimAsInstance(agent(), { dry_runs: true, instance: { id, host: id } })).wanted
  expect(await ask('first')).not.toBeNull()
  expect(await ask('second')).toBeNull()
})

it('is handed to agents alone that make any, and leaves other jobs as they are', async () => {
  const jobId = await requestedJob(fleet.db, operator, node)
  expect(await wanted()).toBeNull()
  done(await decideNow(fleet.db, owner, jobId))
  await request()
  // The approved job first.
  expect(done(await claimAsInstance(agent(), { dry_runs: true }))).toMatchObject({
    claim: { job: { job_id: jobId } },
    wanted: null,
  })
  expect(done(await claimAsInstance(agent(), {})).wanted).toBeNull()
  expect(await wanted()).not.toBeNull()
  expect(await statusOf(fleet.db, jobId)).toBe('Running')
})
