import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { jobDetail } from '@/lib/board/queries/job'
import { readDocuments } from '@/lib/jobs/db/documents'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import { reportDryRun } from '@/lib/jobs/services/report-dry-run'
import { reviseJob } from '@/lib/jobs/services/revise-job'
import { skipDryRun } from '@/lib/jobs/services/skip-dry-run'
import type { PersonViewer } from '@/lib/kernel/role'
import { approveByPolicies } from '@/lib/policies/services/approve-by-policies'
import { signPolicy } from '@/lib/policies/services/sign-policy'
import { parseDocumentText } from '@/lib/signing/domain/document'
import { offerDigest } from '@/lib/signing/domain/offer'
import { entryOf } from '@/lib/tasks/domain/offer-digest'
import { plainKey } from '@/test/consent-signing'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob, statusOf } from '@/test/jobs'
import { archive } from '@/test/malicious-server'
import { policyOf, signedBy } from '@/test/policies'
import { done } from '@/test/result'
import { serveDatabase } from '@/test/server-database'
import { afterEdit, foundAfter, silently } from '@/test/superuser'

const node = 'did:test:node:tried'
const tried = { ...archive, dry_run: { command: ['/opt/look', '{days}'], timeout_seconds: 60 } }

let fleet: TestFleet
let operator: PersonViewer
let anna: PersonViewer
const key = plainKey('ed25519')

beforeAll(async () => {
  fleet = await testFleet()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  anna = await testPerson(fleet.db, 'anna', 'approver')
  await storedKey(fleet.db, 'anna', key.pinned.key)
  await testNode(fleet.db, node, ['anna'])
  done(await announceTasks(agent(), node, { tasks: [tried] }))
})
beforeEach(() => fleet.db.query(`DELETE FROM maintenance_jobs; DELETE FROM policies`))
afterAll(() => fleet.close())

const agent = () => ({ db: fleet.db, viewer: testAgent(node) })
const request = (days = 30) =>
  requestedJob(fleet.db, operator, node, { task_name: 'archive_data', params: { days }, dry_run: true })
const report = async (jobId: string, exit_code: number, output = 'would archive 3 files\n') => {
  const [row] = await readDocuments(fleet.db.manager, jobId, 1)
  const read = row && parseDocumentText(row.document)
  if (!read?.ok) throw new Error('there is no document')
  const { revision, offer, params } = read.value
  const days = params !== null && typeof params === 'object' && 'days' in params ? params.days : ''
  done(
    await reportDryRun(agent(), jobId, {
      ...{ version: 1, job_id: jobId, revision, node, offer_digest: offer?.digest, how: 'ended' },
      ...{ ran: ['/opt/look', `${days}`], exit_code, output, omitted_lines: 0, seconds: 1 },
      started_at: new Date().toISOString(),
    }),
  )
}

it('a policy waits for a dry run, approves after one that went well, and leaves the others to people', async () => {
  const about = policyOf({
    ...{ person: anna.did, nodes: [node], offer_digests: [offerDigest(entryOf(tried))] },
    rate: { per_node_per_day: 10, per_day: 10 },
  })
  done(await signPolicy({ db: fleet.db, viewer: anna }, { name: 'Archive', signed: signedBy(about, key) }))
  const [well, failed, skipped, waiting] = [
    await request(),
    await request(),
    await request(),
    await request(),
  ]
  const approve = () => approveByPolicies(fleet.db)
  expect(await approve()).toBe(0)
  const whyNot = async (jobId: string) =>
    (await fleet.db.query(`SELECT hakim_vote_by_policy($1, $2) AS why`, [jobId, about.policy_id]))[0].why
  expect(await whyNot(waiting)).toBe('its dry run is still running')
  await report(well, 0)
  await report(failed, 1)
  done(await skipDryRun({ db: fleet.db, viewer: operator }, skipped, {}))
  expect(await whyNot(failed)).toBe('its dry run failed')
  expect(await approve()).toBe(2)
  expect(await Promise.all([well, failed, skipped, waiting].map((id) => statusOf(fleet.db, id)))).toEqual([
    ...['Approved', 'PendingApproval', 'Approved', 'PendingApproval'],
  ])
})

it('the verification of the log finds a dry run that was edited, removed or added', async () => {
  const jobId = await request()
  await report(jobId, 0)
  const untried = await requestedJob(fleet.db, operator, node, {
    task_name: 'archive_data',
    params: { days: 30 },
  })
  const found = async (edit: (tx: EntityManager) => Promise<unknown>) =>
    (await afterEdit(fleet.db, edit)).findings
      .map(({ detail }) => detail)
      .filter((one) => one.includes('dry run'))
  expect(await found(async () => {})).toEqual([])
  const set = (column: string, id: string) => (tx: EntityManager) =>
    tx.query(`UPDATE approval_documents SET ${column} WHERE job_id = $1`, [id])
  expect(await found(set(`dry_run = replace(dry_run, '3 files', '1 file')`, jobId))).toEqual([
    expect.stringContaining('has a dry run (1) that is not the one that its document names'),
  ])
  expect(await found(set('dry_run = NULL', jobId))).toEqual([
    expect.stringContaining('has a document (1) that names a dry run that is gone'),
  ])
  expect(await found(set(`dry_run = '{}', dry_run_until = now()`, untried))).toEqual([
    expect.stringContaining('has a dry run (1) that its document does not name'),
  ])
})

it('the verification finds a document that names another dry run, as any other change of it', async () => {
  const jobId = await request()
  await report(jobId, 0)
  const { findings } = await afterEdit(fleet.db, (tx) =>
    tx.query(
      `UPDATE approval_documents SET document = d.text, digest = encode(sha256(convert_to(E'hakim/approval-document/3\\n' || d.text, 'UTF8')), 'hex'),
         dry_run = NULL
       FROM (SELECT hakim_canonical(document::jsonb - 'dry_run') AS text FROM approval_documents WHERE job_id = $1) d
       WHERE job_id = $1`,
      [jobId],
    ),
  )
  expect(findings.map(({ detail }) => detail).join()).toContain('has details, times, documents or log lines')
})

it('the verification finds an approval for which somebody had ended the wait for a dry run past the log', async () => {
  const about = policyOf({
    ...{ person: anna.did, nodes: [node], offer_digests: [offerDigest(entryOf(tried))] },
    rate: { per_node_per_day: 10, per_day: 10 },
  })
  done(await signPolicy({ db: fleet.db, viewer: anna }, { name: 'Archive', signed: signedBy(about, key) }))
  const approved = (before: (jobId: string) => Promise<unknown>) =>
    foundAfter(fleet.db, async (db) => {
      const jobId = await request()
      await before(jobId)
      expect(await approveByPolicies(db)).toBe(1)
    })
  expect(await approved((jobId) => report(jobId, 0))).toEqual([])
  expect(await approved((jobId) => skipDryRun({ db: fleet.db, viewer: operator }, jobId, {}))).toEqual([])
  const past = (jobId: string) =>
    silently(fleet.db, (tx) =>
      tx.query(`UPDATE approval_documents SET dry_run_until = NULL WHERE job_id = $1`, [jobId]),
    )
  const found = ['the job was approved while its dry run was awaited']
  expect(await approved(past)).toEqual(found)
  const revised = async (jobId: string) => {
    done(await skipDryRun({ db: fleet.db, viewer: operator }, jobId, {}))
    done(await reviseJob({ db: fleet.db, viewer: operator }, jobId, { params: { days: 31 } }))
    await past(jobId)
  }
  expect(await approved(revised)).toEqual(found)
})

it('its page shows what it said beside what it said before the change, and nothing that its document does not name', async () => {
  onTestFinished(serveDatabase(fleet.url))
  const shown = async (jobId: string) => (await jobDetail(operator, jobId))?.approved?.dryRun
  const jobId = await request(30)
  expect(await shown(jobId)).toMatchObject({ state: 'waiting' })
  await report(jobId, 0)
  expect(await shown(jobId)).toMatchObject({ state: 'found', result: { exit_code: 0 }, before: null })
  done(await reviseJob({ db: fleet.db, viewer: operator }, jobId, { params: { days: 20 } }))
  await report(jobId, 0, 'would archive 9 files\n')
  expect(await shown(jobId)).toMatchObject({
    result: { output: 'would archive 9 files\n', revision: 2 },
    before: { output: 'would archive 3 files\n', revision: 1 },
  })
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'replica'`)
    await tx.query(`UPDATE approval_documents SET dry_run = replace(dry_run, '9', '8') WHERE revision = 2`)
  })
  expect(await shown(jobId)).toEqual({ state: 'wrong', why: expect.stringContaining('is not the one') })
})
