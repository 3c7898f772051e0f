import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { jobOrRestAnswer } from '@/lib/board/domain/answers'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { jobDetail } from '@/lib/board/queries/job'
import { jobBoard } from '@/lib/board/queries/job-board'
import { jobChoices } from '@/lib/board/queries/job-choices'
import { requestForm, requestStart } from '@/lib/board/queries/request-form'
import { readWaiting } from '@/lib/board/queries/waiting'
import { approveWithoutOwner } from '@/lib/jobs/services/approve-without-owner'
import { decideJob } from '@/lib/jobs/services/decide-job'
import { requestJob } from '@/lib/jobs/services/request-job'
import { reviewEmergency } from '@/lib/jobs/services/review-emergency'
import { reviseJob } from '@/lib/jobs/services/revise-job'
import { withdrawJob } from '@/lib/jobs/services/withdraw-job'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { shownHash } from '@/test/jobs'
import { testServer } from '@/test/query-server'
import { done } from '@/test/result'

let fleet: TestFleet
let operator: PersonViewer
let ada: PersonViewer
let bo: PersonViewer
let admin: PersonViewer
let otherAdmin: PersonViewer
const node = 'did:test:node:two-owners'
let jobId: string

const because = 'The disk is full and no owner answers the phone.'

beforeAll(async () => {
  fleet = await testServer()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  ada = await testPerson(fleet.db, 'ada', 'approver')
  bo = await testPerson(fleet.db, 'bo', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  otherAdmin = await testPerson(fleet.db, 'other-admin', 'admin')
  await testNode(fleet.db, node, [ada.id, bo.id])
  await fleet.db.query(
    `INSERT INTO approval_rules (name, task_name, owners) VALUES ('both', 'restart_service', 2)`,
  )
  await fleet.db.query(
    `INSERT INTO node_windows (node_did, name, weekdays, start_minute, duration_minutes, time_zone)
     VALUES ($1, 'nightly', '{1,2,3,4,5,6,7}', 120, 60, 'Europe/Berlin')`,
    [node],
  )
})
afterAll(() => fleet.close())

const as = (viewer: PersonViewer) => ({ db: fleet.db, viewer })
const ask = async (more: Record<string, unknown> = {}): Promise<string> =>
  done(
    await requestJob(as(operator), {
      target_node_did: node,
      task_name: 'restart_service',
      params: { service_name: 'web' },
      reason: 'It hangs',
      ...more,
    }),
  ).jobId
const approve = async (viewer: PersonViewer) =>
  done(await decideJob(as(viewer), 'Approved', jobId, { approval_hash: await shownHash(fleet.db, jobId) }))
const breakIt = async () =>
  done(
    await approveWithoutOwner(as(admin), jobId, {
      approval_hash: await shownHash(fleet.db, jobId),
      reason: because,
    }),
  )
/** The consent of the job as the API answers it, in exactly the form that is described. */
async function told(viewer: PersonViewer) {
  const job = jobOrRestAnswer.parse(JSON.parse(JSON.stringify(await apiJobDetail(viewer, jobId))))
  if ('restricted' in job) throw new Error('no job')
  return job.consent
}
async function page(viewer: PersonViewer) {
  const job = await jobDetail(viewer, jobId)
  if (!job) throw new Error('no job')
  return job
}

beforeEach(async () => {
  jobId = await ask()
})

describe('votes on the page of a job', () => {
  it('are counted by requirement, with names and what is still needed', async () => {
    await approve(ada)
    const job = await page(bo)
    expect(job.votes).toEqual({ given: 1, needed: 2 })
    expect(job.consent).toMatchObject({ met: false, broken: false })
    expect(job.consent.lacks).toMatch(/1 more/)
    expect(job.consent.votesNeeded).toMatchObject([
      {
        group: null,
        votes: 2,
        given: 1,
        people: [
          { name: 'Person ada', voted: true, you: false, barred: null, standing: 'owner' },
          { name: 'Person bo', voted: false, you: true, barred: null },
        ],
      },
    ])
    expect(job.consent.votes).toMatchObject([{ person: { did: ada.did }, decision: 'approve', note: null }])
    expect(job.timeline.map(({ label }) => label)).toEqual(['Pending approval', 'Voted to approve'])
  })

  it('come with what each person cannot do, and why', async () => {
    await approve(ada)
    expect((await page(ada)).refusals).toMatchObject({ withdraw: null })
    expect((await page(ada)).refusals.decide).toMatch(/already approved it/)
    expect((await page(bo)).refusals).toMatchObject({ decide: null })
    expect((await page(operator)).refusals).toMatchObject({ cancel: null, revise: null })
    expect((await page(operator)).refusals.approveWithoutOwner).toMatch(/Only an administrator/)
    expect((await page(admin)).refusals).toMatchObject({ approveWithoutOwner: null, cancel: null })
    expect((await page(admin)).refusals.review).toMatch(/not approved without its owner/)
  })

  it('stay visible when withdrawn', async () => {
    await approve(ada)
    done(await withdrawJob(as(ada), jobId, { reason: 'I looked again' }))
    const job = await page(ada)
    expect(job.consent.votes).toMatchObject([{ note: 'withdrawn', reason: null }])
    expect(job.votes).toEqual({ given: 0, needed: 2 })
    expect(job.timeline.at(-1)).toMatchObject({ label: 'Vote withdrawn', message: 'I looked again' })
  })

  it('are shown as void after a change', async () => {
    await approve(ada)
    done(await reviseJob(as(operator), jobId, { params: { service_name: 'api' } }))
    const job = await page(ada)
    expect(job.revision).toBe(2)
    expect(job.consent.votes[0]?.note).toMatch(/changed or reopened/)
    expect(job.refusals.decide).toBeNull()
    expect(job.timeline.at(-1)?.label).toMatch(/Parameters changed/)
  })
})

describe('an emergency approval', () => {
  it('waits for an owner or another administrator, not for its approver or the requester', async () => {
    await breakIt()
    expect((await page(admin)).refusals.review).toMatch(/You approved it yourself/)
    expect((await page(operator)).refusals.review).toMatch(/You requested this job/)
    for (const viewer of [ada, otherAdmin]) expect((await page(viewer)).refusals.review).toBeNull()
    const job = await page(ada)
    expect(job).toMatchObject({ emergency: 'open', waitsForViewer: true, status: 'Approved' })
    expect(job.consent.emergency).toMatchObject([
      { person: { did: admin.did }, reason: because, review: null },
    ])
    expect(job.timeline.at(-1)).toMatchObject({
      label: 'Approved without the owner',
      emergency: true,
      status: 'Approved',
    })
    // The page quotes it, so it must be the exact text.
    expect(job.timeline.at(-1)?.message).toBe(because)
  })

  it('is told by the API, with its review', async () => {
    expect((await told(ada)).emergency).toEqual([])
    await breakIt()
    const approval = {
      ...{ person_did: admin.did, person_name: admin.name, reason: because, revision: 1 },
      ...{ approved_at: expect.any(String), clock_difference: null, signature: 'unsigned', signed: null },
    }
    expect((await told(ada)).emergency).toEqual([{ ...approval, review: null }])
    done(await reviewEmergency(as(ada), jobId, { verdict: 'not_justified', review: 'I was there' }))
    const review = { person_did: ada.did, person_name: ada.name, reviewed_at: expect.any(String) }
    expect((await told(operator)).emergency).toEqual([
      { ...approval, review: { ...review, verdict: 'not_justified', text: 'I was there' } },
    ])
  })

  it('is on the board of everyone who can review it, counts there, and leaves with the review', async () => {
    const before = await readWaiting(fleet.db.manager, ada)
    await breakIt()
    // It moved from the jobs to decide to the jobs to review.
    expect(await readWaiting(fleet.db.manager, ada)).toEqual({
      toDecide: before.toDecide - 1,
      toReview: [jobId, ...before.toReview],
    })
    const row = (await jobBoard(ada, { status: 'waiting' })).rows.find((found) => found.jobId === jobId)
    expect(row).toMatchObject({ emergency: 'open', waitsForViewer: true })
    const ids = async (viewer: PersonViewer, filter = {}) =>
      (await jobBoard(viewer, { status: 'waiting', ...filter })).rows.map((found) => found.jobId)
    expect(await ids(admin)).not.toContain(jobId)
    expect(await ids(ada, { task: 'restart_service', requester: operator.did, q: 'HANGS' })).toContain(jobId)
    expect(await ids(ada, { task: 'other' })).not.toContain(jobId)
    done(await reviewEmergency(as(ada), jobId, { verdict: 'justified', review: 'I was asleep' }))
    expect(await ids(ada)).not.toContain(jobId)
    const job = await page(ada)
    expect(job).toMatchObject({ emergency: 'reviewed', waitsForViewer: false })
    expect(job.consent.emergency[0]?.review).toMatchObject({ verdict: 'justified', text: 'I was asleep' })
    expect(job.refusals.review).toMatch(/already been reviewed/)
    expect(job.timeline.at(-1)).toMatchObject({ label: 'Reviewed: justified', message: 'I was asleep' })
  })
})

describe('requesting again and changing', () => {
  it('begins with the job’s values, and links both ways', async () => {
    expect(await requestStart(operator, jobId, 'revise')).toMatchObject({
      refusal: null,
      start: { as: 'revise', nodeDid: node, task: 'restart_service', params: { service_name: 'web' } },
    })
    expect((await requestStart(operator, jobId, 'retry'))?.refusal).toMatch(/not ended/)
    expect(await requestStart(operator, 'no-such-job', 'retry')).toBeNull()
    done(
      await decideJob(as(ada), 'Rejected', jobId, {
        approval_hash: await shownHash(fleet.db, jobId),
        reason: 'no',
      }),
    )
    expect((await requestStart(operator, jobId, 'retry'))?.refusal).toBeNull()
    const again = await ask({ retry_of: jobId })
    expect((await jobDetail(operator, again))?.retryOf).toEqual({ jobId, status: 'Rejected' })
    expect((await page(operator)).retries).toEqual([{ jobId: again, status: 'PendingApproval' }])
  })

  it('offers the next windows of the node and says what its rules require', async () => {
    const { chosen } = await requestForm(operator, node)
    expect(chosen?.owners).toHaveLength(2)
    expect(chosen?.rules).toEqual([{ task: 'restart_service', leastRisk: null, owners: 2, groupVotes: [] }])
    expect(chosen?.windows.length).toBeGreaterThan(2)
    expect(chosen?.windows[0]?.text).toMatch(/02:00–03:00 \(\+0[12]:00\) Europe\/Berlin$/)
  })

  it('shows the requested window', async () => {
    const window = {
      start: '2126-01-01T01:00:00.000Z',
      end: '2126-01-01T02:00:00.000Z',
      time_zone: 'Europe/Berlin',
    }
    await fleet.db.query(
      `UPDATE job_details SET window_start = $2, window_end = $3, time_zone = $4 WHERE job_id = $1`,
      [jobId, window.start, window.end, window.time_zone],
    )
    expect((await page(operator)).window).toEqual(window)
  })
})

it('narrows the board by task, requester and time, and offers existing values', async () => {
  const rows = async (filter: Parameters<typeof jobBoard>[1]) => (await jobBoard(ada, filter)).rows
  expect((await rows({ requester: operator.did, since: '24h' })).length).toBeGreaterThan(0)
  expect(await rows({ requester: ada.did })).toEqual([])
  expect(await rows({ task: 'reboot' })).toEqual([])
  await fleet.db.query(`UPDATE nodes SET tasks = '[{"name": "reboot"}]' WHERE node_did = $1`, [node])
  const { nodes, tasks, requesters } = await jobChoices(ada)
  expect(nodes.map(({ value }) => value)).toContain(node)
  expect(tasks).toEqual([{ value: 'reboot', label: 'reboot' }])
  expect(requesters[0]).toEqual({ value: ada.did, label: 'Requested by you' })
  expect(requesters).toHaveLength(5)
})
