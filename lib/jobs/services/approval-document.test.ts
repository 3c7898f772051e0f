import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readDocuments } from '@/lib/jobs/db/documents'
import { unreadable } from '@/lib/jobs/domain/refusals'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { reasonDigest } from '@/lib/signing/domain/digest'
import { documentDigest, parseDocumentText } from '@/lib/signing/domain/document'
import { offerOf } from '@/lib/signing/domain/offer'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { approvedJob, decideNow, pathOf, requestedJob, shownHash, statusOf, storedJob } from '@/test/jobs'
import { addLaterOwner } from '@/test/owner-changes'
import { done } from '@/test/result'
import { announceTasks } from './announce-tasks'
import { claimJob } from './claim-job'
import { decideJob } from './decide-job'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
beforeAll(async () => {
  fleet = await testFleet()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
})
afterAll(() => fleet.close())

const entry = (command: string, more: JsonObject = {}): JsonObject => ({
  ...{
    name: 'restart_service',
    risk: 'medium',
    command: [command, '{n}'],
    timeout_seconds: 600,
    cwd: '/srv',
  },
  params: {
    type: 'object',
    properties: { n: { type: 'number' } },
    required: ['n'],
    additionalProperties: false,
  },
  ...more,
})

let node: string
let nodes = 0
const announce = (...tasks: JsonObject[]) =>
  announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks })
const claim = async () => done(await claimJob({ db: fleet.db, viewer: testAgent(node) }))
const latest = async (jobId: string) => {
  const [row] = await readDocuments(fleet.db.manager, jobId, 1)
  if (!row) throw new Error('there is no document')
  const parsed = parseDocumentText(row.document)
  if (!parsed.ok) throw new Error(`the document ${parsed.problem.message}`)
  return { ...row, value: parsed.value }
}

beforeEach(async () => {
  nodes += 1
  node = `did:test:node:document-${nodes}`
  await testNode(fleet.db, node, owner.id)
  done(await announce(entry('/bin/first')))
})

it('holds the request and what the node offers, as its digest says', async () => {
  const window = {
    start: new Date(Date.now() + 3_600_000).toISOString(),
    end: new Date(Date.now() + 7_200_000).toISOString(),
    time_zone: 'Africa/Lagos',
  }
  const jobId = await requestedJob(fleet.db, operator, node, { window, params: { n: 1.5 } })
  const { value, digest } = await latest(jobId)
  const offer = offerOf(entry('/bin/first'))
  expect(value).toEqual({
    ...{ version: 3, job_id: jobId, revision: 1, nonce: expect.any(String), node, requester: operator.did },
    ...{ reason_digest: reasonDigest('It hangs'), task: 'restart_service', params: { n: 1.5 }, window },
    offer: offer.ok && offer.value,
    expires_at: expect.stringMatching(/T\d\d:\d\d:\d\d\.000Z$/),
  })
  expect(digest).toBe(documentDigest(value))
  expect(await shownHash(fleet.db, jobId)).toBe(digest)
})

it('has a nonce of its own for each job and revision', async () => {
  const first = await requestedJob(fleet.db, operator, node)
  const second = await requestedJob(fleet.db, operator, node)
  await fleet.db.query(`UPDATE maintenance_jobs SET params = '{"n": 2}' WHERE job_id = $1`, [second])
  const documents = [
    ...(await readDocuments(fleet.db.manager, first, 9)),
    ...(await readDocuments(fleet.db.manager, second, 9)),
  ]
  expect(documents.map(({ revision }) => revision)).toEqual([1, 2, 1])
  expect(new Set(documents.map(({ document }) => JSON.parse(document).nonce)).size).toBe(3)
})

describe('a node that offers its task differently', () => {
  it.each<[string, JsonObject[]]>([
    ['another command', [entry('/bin/second')]],
    ['another risk', [entry('/bin/first', { risk: 'high' })]],
    ['another working folder', [entry('/bin/first', { cwd: '/tmp' })]],
    ['another time-out', [entry('/bin/first', { timeout_seconds: 1 })]],
    ['another description', [entry('/bin/first', { description: 'Harmless' })]],
    ['no such task', [entry('/bin/first', { name: 'other' })]],
  ])('%s: what was approved has to be decided again', async (_, tasks) => {
    const jobId = await approvedJob(fleet.db, operator, owner, node)
    const before = await latest(jobId)
    done(await announce(...tasks))
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
    expect(JSON.stringify((await storedJob(fleet.db, jobId)).status_history)).toContain('differently')
    expect(await claim()).toBeNull()
    const after = await latest(jobId)
    expect([before.revision, after.revision]).toEqual([1, 2])
    expect(after.digest).not.toBe(before.digest)
    // The first document stays as it was approved.
    expect((await readDocuments(fleet.db.manager, jobId, 9)).at(-1)).toEqual({
      revision: 1,
      document: before.document,
      digest: before.digest,
      ...{ dry_run: null, dry_run_until: null },
    })
  })

  it('voids the votes of a job that needs more of them', async () => {
    const second = await testPerson(fleet.db, `second-${nodes}`, 'approver')
    await addLaterOwner(fleet.db, node, second.id)
    await fleet.db.query(
      `INSERT INTO approval_rules (name, task_name, owners, label_key) VALUES ($1, 'restart_service', 2, 'two')`,
      [node],
    )
    await fleet.db.query(`UPDATE nodes SET labels = '{"two": "yes"}' WHERE node_did = $1`, [node])
    const jobId = await requestedJob(fleet.db, operator, node)
    expect(done(await decideNow(fleet.db, owner, jobId))).toMatchObject({ status: 'PendingApproval' })
    done(await announce(entry('/bin/second')))
    expect(done(await decideNow(fleet.db, second, jobId))).toMatchObject({ status: 'PendingApproval' })
    expect(done(await decideNow(fleet.db, owner, jobId))).toMatchObject({ status: 'Approved' })
  })

  it('makes no new revision of what nobody has decided on', async () => {
    const jobId = await requestedJob(fleet.db, operator, node)
    const before = await latest(jobId)
    done(await announce(entry('/bin/second')))
    const after = await latest(jobId)
    expect([after.revision, after.value.offer?.command]).toEqual([1, ['/bin/second', '{n}']])
    expect(after.value.nonce).toBe(before.value.nonce)
    // Whoever saw the first one cannot approve the second with it.
    const vote = { approval_hash: before.digest }
    expect(await decideJob({ db: fleet.db, viewer: owner }, 'Approved', jobId, vote)).toMatchObject({
      error: { kind: 'conflict' },
    })
  })

  it('changes nothing when it announces the same again, or another task', async () => {
    const jobId = await approvedJob(fleet.db, operator, owner, node)
    done(await announce(entry('/bin/first'), { name: 'other' }))
    expect(await statusOf(fleet.db, jobId)).toBe('Approved')
    expect((await claim())?.document.offer?.command).toEqual(['/bin/first', '{n}'])
  })

  it('gets no job even if its tasks were changed without the trigger', async () => {
    const jobId = await approvedJob(fleet.db, operator, owner, node)
    await fleet.db.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = replica`)
      await tx.query(
        `UPDATE nodes SET tasks = jsonb_set(tasks, '{0,command}', '["/bin/evil"]') WHERE node_did = $1`,
        [node],
      )
    })
    await expect(
      fleet.db.query(`UPDATE maintenance_jobs SET status = 'Running' WHERE job_id = $1`, [jobId]),
    ).rejects.toThrow('the node now offers this task differently')
    expect(await claim()).toBeNull()
    expect(await pathOf(fleet.db, jobId)).toEqual(['PendingApproval', 'Approved', 'PendingApproval'])
  })
})

it('rules count the risk that the node states now', async () => {
  const jobId = await requestedJob(fleet.db, operator, node)
  const risk = async () =>
    (await fleet.db.query<{ risk: string }[]>(`SELECT risk FROM job_details WHERE job_id = $1`, [jobId]))[0]
      ?.risk
  expect(await risk()).toBe('medium')
  done(await announce(entry('/bin/first', { risk: 'high' })))
  expect(await risk()).toBe('high')
})

it('refuses an announcement whose digest is not that of the task', async () => {
  expect(await announce({ ...entry('/bin/first'), digest: 'a'.repeat(64) })).toMatchObject({
    error: { fields: [{ path: 'tasks[0].digest' }] },
  })
})

it('a job inserted while the node announces something else gets the document of what is announced', async () => {
  const runner = fleet.db.createQueryRunner()
  await runner.startTransaction()
  const [{ job_id }] = await runner.query(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
     VALUES ($1, 'did:elsewhere', 'restart_service', '{"n": 1}', 'PendingApproval') RETURNING job_id`,
    [node],
  )
  const announced = announce(entry('/bin/second'))
  await new Promise((wake) => setTimeout(wake, 200))
  await runner.commitTransaction()
  await runner.release()
  done(await announced)
  expect((await latest(job_id)).value.offer?.command).toEqual(['/bin/second', '{n}'])
})

it.each([
  ['an empty requester', ''],
  ['a requester too long in UTF-16', '\u{1F600}'.repeat(130)],
])('a job of %s has no document, as nobody could read it', async (_, requester) => {
  const [{ job_id }] = await fleet.db.query(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
       VALUES ($1, $2, 'restart_service', '{"n": 1}', 'PendingApproval') RETURNING job_id`,
    [node, requester],
  )
  expect(await shownHash(fleet.db, job_id)).toBe(unreadable)
  expect((await decideNow(fleet.db, owner, job_id)).ok).toBe(false)
})

describe('the document of a job', () => {
  const change = (statement: string, jobId: string) => fleet.db.query(statement, [jobId])

  it('cannot be written by hand, and stays once somebody has decided on it', async () => {
    const jobId = await requestedJob(fleet.db, operator, node)
    const before = await latest(jobId)
    await change(
      `UPDATE approval_documents SET document = '{}', digest = 'x', nonce = 'y' WHERE job_id = $1`,
      jobId,
    )
    expect(await latest(jobId)).toEqual(before)
    await expect(change(`DELETE FROM approval_documents WHERE job_id = $1`, jobId)).rejects.toThrow(
      'stays on record',
    )
    done(await decideNow(fleet.db, owner, jobId))
    await expect(
      change(`UPDATE approval_documents SET document = '{}' WHERE job_id = $1`, jobId),
    ).rejects.toThrow('stays as it was')
    await expect(fleet.db.query(`TRUNCATE approval_documents`)).rejects.toThrow('append-only')
  })

  it.each([
    ['numbers that no double holds', '{"n": 1e400}'],
    ['numbers that would be shown rounded', '{"n": 0.1234567890123456789}'],
    ['more than anybody reads', JSON.stringify({ n: 'x'.repeat(300_000) })],
    ['nesting without end', `${'['.repeat(200)}${']'.repeat(200)}`],
  ])('is missing for %s, and nobody can approve it', async (_, params) => {
    const inserted = fleet.db.query<{ job_id: string }[]>(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
       VALUES ($1, 'did:elsewhere', 'restart_service', $2::jsonb, 'PendingApproval') RETURNING job_id`,
      [node, params],
    )
    const [row] = await inserted.catch((error: Error) => {
      expect(error.message).toContain('more digits than can be shown')
      return []
    })
    if (!row) return
    expect(await shownHash(fleet.db, row.job_id)).toBe(unreadable)
    expect((await decideNow(fleet.db, owner, row.job_id)).ok).toBe(false)
    await expect(
      fleet.db.query(
        `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash) VALUES ($1, 1, 'owner', 'approve', $2)`,
        [row.job_id, unreadable],
      ),
    ).rejects.toThrow('no document that anybody could review')
    expect(done(await decideNow(fleet.db, owner, row.job_id, 'Rejected')).status).toBe('Rejected')
  })
})
