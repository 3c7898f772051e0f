import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Parameters } from '@/lib/db/connection/parameters'
import { readReviews } from '@/lib/jobs/db/emergencies'
import { readConsent } from '@/lib/jobs/db/votes'
import { waitingSql } from '@/lib/jobs/db/waiting'
import { parseHistory } from '@/lib/jobs/domain/status'
import {
  type People,
  peopledFleet,
  shared,
  single,
  testDelegation,
  testGroup,
  testRule,
} from '@/test/consent-model/people'
import { type TestFleet, testAgent } from '@/test/fleet'
import { approvedJob, decideNow, requestedJob, shownHash, statusOf, storedJob } from '@/test/jobs'
import { addLaterOwner, dropRules, removeOwnerOf } from '@/test/owner-changes'
import { done, failureOf } from '@/test/result'
import { testVote } from '@/test/votes'
import { approveWithoutOwner } from './approve-without-owner'
import { claimJob } from './claim-job'
import { reviewEmergency } from './review-emergency'

let fleet: TestFleet
let people: People

beforeAll(async () => {
  ;({ fleet, people } = await peopledFleet())
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM maintenance_jobs`)
  await fleet.db.query(`DELETE FROM delegations`)
  await dropRules(fleet.db)
  await fleet.db.query(`DELETE FROM approver_groups`)
})

const ask = (node: string, task = 'restart_service', by = people.operator) =>
  requestedJob(fleet.db, by, node, { task_name: task })
const vote = (who: keyof People, jobId: string) => decideNow(fleet.db, people[who], jobId)
const waiting = async (who: keyof People): Promise<string[]> => {
  const parameters = new Parameters()
  const condition = waitingSql(people[who], parameters)
  const rows = await fleet.db.query<{ job_id: string }[]>(
    `SELECT j.job_id FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id) WHERE ${condition}`,
    parameters.values,
  )
  return rows.map(({ job_id }) => job_id)
}
const claim = async (node: string) =>
  done(await claimJob({ db: fleet.db, viewer: testAgent(node) }))?.job.job_id ?? null
const setRole = (who: keyof People, role: string) =>
  fleet.db.query(`UPDATE people SET role = $2 WHERE id = $1`, [people[who].id, role])

describe('a delegate of the requester', () => {
  it('decides nothing on that request, by plain SQL neither, and is told why', async () => {
    await testDelegation(fleet.db, single, people.owner, people.deputy)
    const jobId = await ask(single, 'restart_service', people.owner)
    expect(await waiting('deputy')).toEqual([])
    expect(await vote('deputy', jobId)).toMatchObject({
      error: { kind: 'conflict', detail: expect.stringContaining('somebody else has to request it') },
    })
    await expect(testVote(fleet.db, jobId, people.deputy.id)).rejects.toThrow('cannot decide on this job')
    const others = await ask(single)
    expect(await waiting('deputy')).toEqual([others])
    expect(done(await vote('deputy', others))).toMatchObject({ status: 'Approved' })
  })

  it('is told by the page who decides instead, and stands for no owner beside another', async () => {
    await testRule(fleet.db, { task: 'risky', owners: 2 })
    await testDelegation(fleet.db, shared, people.owner, people.deputy)
    const jobId = await ask(shared, 'risky', people.owner)
    expect(await vote('deputy', jobId)).toMatchObject({
      error: {
        kind: 'forbidden',
        detail: expect.stringMatching(/^The requester delegated to you, and nobody/),
      },
    })
    // Votes that were counted before, or that somebody wrote past the guards.
    await fleet.db.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = replica`)
      await testVote(tx, jobId, people.deputy.id)
      await testVote(tx, jobId, people.partner.id)
    })
    expect(await readConsent(fleet.db.manager, jobId)).toMatchObject({ met: false, needed: [{ given: 1 }] })
    await testDelegation(fleet.db, shared, people.partner, people.stranger)
    expect(done(await vote('stranger', jobId))).toMatchObject({ status: 'PendingApproval' })
    expect(await readConsent(fleet.db.manager, jobId)).toMatchObject({ met: false, needed: [{ given: 1 }] })
  })

  it('does not review its emergency approval either', async () => {
    await testDelegation(fleet.db, single, people.owner, people.deputy)
    const jobId = await ask(single, 'restart_service', people.owner)
    const reason = 'The disk is full and nobody answers.'
    const body = { approval_hash: await shownHash(fleet.db, jobId), reason }
    done(await approveWithoutOwner({ db: fleet.db, viewer: people.admin }, jobId, body))
    const review = { verdict: 'justified', review: 'Fine' }
    expect(await readReviews(fleet.db.manager, people.deputy)).toEqual([])
    expect(failureOf(await reviewEmergency({ db: fleet.db, viewer: people.deputy }, jobId, review))).toBe(
      'forbidden',
    )
    const bySql = `UPDATE break_glass SET reviewed_by = $2, verdict = 'justified', review = 'x' WHERE job_id = $1`
    await expect(fleet.db.query(bySql, [jobId, people.deputy.id])).rejects.toThrow('Nobody reviews')
  })
})

describe('n of m', () => {
  it('needs both owners of a node where a rule says two, and says what is missing', async () => {
    await testRule(fleet.db, { task: 'risky', owners: 2 })
    const jobId = await ask(shared, 'risky')
    expect(done(await vote('owner', jobId))).toEqual({
      status: 'PendingApproval',
      lacks: "1 more of the node's owners or their delegates",
    })
    expect(failureOf(await vote('owner', jobId))).toBe('forbidden')
    expect(await claim(shared)).toBeNull()
    expect(done(await vote('partner', jobId))).toEqual({ status: 'Approved', lacks: null })
    expect(await claim(shared)).toBe(jobId)
  })

  it('needs one vote where no rule matches, and one vote against ends it', async () => {
    await testRule(fleet.db, { task: 'risky', owners: 2 })
    expect(done(await vote('owner', await ask(shared)))).toMatchObject({ status: 'Approved' })
    const jobId = await ask(shared, 'risky')
    done(await vote('owner', jobId))
    expect(done(await decideNow(fleet.db, people.partner, jobId, 'Rejected'))).toMatchObject({
      status: 'Rejected',
    })
  })
})

describe('one of each of two groups', () => {
  it('requires two people in addition to the owner', async () => {
    const groups = [
      await testGroup(fleet.db, 'security', [people.partner]),
      await testGroup(fleet.db, 'network', [people.deputy]),
    ]
    await testRule(fleet.db, { task: 'rewire', groups })
    const jobId = await ask(single, 'rewire')
    expect(done(await vote('partner', jobId)).status).toBe('PendingApproval')
    expect(done(await vote('owner', jobId)).lacks).toBe('1 more from the group network')
    expect(failureOf(await vote('stranger', jobId))).toBe('forbidden')
    expect(done(await vote('deputy', jobId)).status).toBe('Approved')
  })

  it('does not count one person for both groups', async () => {
    const groups = [
      await testGroup(fleet.db, 'security', [people.partner, people.deputy]),
      await testGroup(fleet.db, 'network', [people.partner]),
    ]
    await testRule(fleet.db, { task: 'rewire', groups })
    const jobId = await ask(single, 'rewire')
    done(await vote('owner', jobId))
    expect(done(await vote('partner', jobId)).lacks).toContain('different people')
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
    expect(done(await vote('deputy', jobId)).status).toBe('Approved')
  })

  it('needs both members when the groups share their only two', async () => {
    const both = [people.partner, people.deputy]
    const groups = [await testGroup(fleet.db, 'a', both), await testGroup(fleet.db, 'b', both)]
    await testRule(fleet.db, { task: 'rewire', groups })
    const jobId = await ask(single, 'rewire')
    done(await vote('owner', jobId))
    expect(done(await vote('partner', jobId)).lacks).toContain('different people')
    expect(done(await vote('deputy', jobId)).status).toBe('Approved')
  })
})

describe('never the requester', () => {
  it.each<[string, keyof People, string]>([
    ['as an owner', 'owner', single],
    ['as one of two owners', 'partner', shared],
    ['as an admin', 'admin', single],
  ])('%s', async (_, who, node) => {
    const jobId = await ask(node, 'restart_service', people[who])
    expect(failureOf(await vote(who, jobId))).toBe('forbidden')
    expect(failureOf(await decideNow(fleet.db, people[who], jobId, 'Rejected'))).toBe('forbidden')
  })

  it('as an admin who owns the node', async () => {
    await addLaterOwner(fleet.db, single, people.admin.id)
    expect(failureOf(await vote('admin', await ask(single, 'x', people.admin)))).toBe('forbidden')
    await removeOwnerOf(fleet.db, single, 'admin')
  })

  it('as a delegate or as a member of a group', async () => {
    await testDelegation(fleet.db, single, people.owner, people.deputy)
    expect(failureOf(await vote('deputy', await ask(single, 'x', people.deputy)))).toBe('forbidden')
    await testRule(fleet.db, { task: 'y', groups: [await testGroup(fleet.db, 'g', [people.stranger])] })
    expect(failureOf(await vote('stranger', await ask(single, 'y', people.stranger)))).toBe('forbidden')
  })
})

describe('a delegation', () => {
  it.each<[string, [number, number], string]>([
    ['that is in force', [-1, 1], 'ok'],
    ['that has not started', [1, 2], 'forbidden'],
    ['that has ended', [-2, -1], 'forbidden'],
  ])('%s', async (_, hours, answer) => {
    await testDelegation(fleet.db, single, people.owner, people.deputy, hours)
    expect(failureOf(await vote('deputy', await ask(single)))).toBe(answer)
    expect(failureOf(await vote('deputy', await ask(shared)))).toBe('forbidden')
  })

  it('that was revoked or has expired starts nothing it approved', async () => {
    await testDelegation(fleet.db, single, people.owner, people.deputy)
    const jobId = await approvedJob(fleet.db, people.operator, people.deputy, single)
    await fleet.db.query(`UPDATE delegations SET revoked_at = now()`)
    expect(await claim(single)).toBeNull()
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
    expect(failureOf(await vote('deputy', jobId))).toBe('forbidden')
    expect(done(await vote('owner', jobId)).status).toBe('Approved')
  })

  it('ends when its owner stops owning the node', async () => {
    await testDelegation(fleet.db, shared, people.partner, people.deputy)
    const jobId = await approvedJob(fleet.db, people.operator, people.deputy, shared)
    await removeOwnerOf(fleet.db, shared, 'partner')
    expect(await claim(shared)).toBeNull()
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
    await addLaterOwner(fleet.db, shared, people.partner.id)
  })

  it('does not count as a second owner when the delegate is also an owner', async () => {
    await testRule(fleet.db, { task: 'risky', owners: 2 })
    await testDelegation(fleet.db, shared, people.owner, people.partner)
    const jobId = await ask(shared, 'risky')
    expect(done(await vote('partner', jobId)).status).toBe('PendingApproval')
  })
})

describe('an approval whose voter', () => {
  it.each<[string, () => Promise<unknown>, () => Promise<unknown>, 'back' | 'anew']>([
    ['was demoted', () => setRole('owner', 'operator'), () => setRole('owner', 'approver'), 'back'],
    [
      'no longer owns the node',
      () => removeOwnerOf(fleet.db, single, 'owner'),
      () => addLaterOwner(fleet.db, single, people.owner.id),
      'anew',
    ],
  ])('%s starts no job, and its votes stay void', async (_, lose, regain, came) => {
    const jobId = await approvedJob(fleet.db, people.operator, people.owner, single)
    await lose()
    expect(await claim(single)).toBeNull()
    expect(parseHistory((await storedJob(fleet.db, jobId)).status_history).at(-1)).toMatchObject({
      status: 'PendingApproval',
      message: expect.stringContaining('no longer counts'),
    })
    await regain()
    expect(await claim(single)).toBeNull()
    // Whoever owns the node again decides on what is requested from then on.
    const next = came === 'back' ? jobId : await ask(single)
    // Nobody else owns it, so nobody can approve the former request.
    if (next !== jobId) expect(failureOf(await vote('owner', jobId))).toBe('conflict PendingApproval')
    expect(done(await vote('owner', next)).status).toBe('Approved')
    expect(await claim(single)).toBe(next)
  })

  it('came after the request decides on later ones, and so does their delegate', async () => {
    const before = await ask(single)
    await addLaterOwner(fleet.db, single, people.stranger.id)
    await testDelegation(fleet.db, single, people.stranger, people.deputy)
    for (const who of ['stranger', 'deputy'] as const) {
      expect(failureOf(await vote(who, before))).toBe('forbidden')
      expect(done(await vote(who, await ask(single))).status).toBe('Approved')
    }
    expect(await waiting('stranger')).toEqual([])
    const later = await ask(single)
    expect(await waiting('stranger')).toEqual([later])
    await testDelegation(fleet.db, single, people.owner, people.partner)
    expect(done(await vote('partner', before)).status).toBe('Approved')
    await removeOwnerOf(fleet.db, single, 'stranger')
  })

  it('came after the request counts for no later revision of it either', async () => {
    const jobId = await ask(single)
    await addLaterOwner(fleet.db, single, people.stranger.id)
    // As after another announcement, and after a change of the request.
    await fleet.db.query(`SELECT hakim_make_document($1)`, [jobId])
    expect(failureOf(await vote('stranger', jobId))).toBe('forbidden')
    await fleet.db.query(`UPDATE maintenance_jobs SET params = '{"n": 2}' WHERE job_id = $1`, [jobId])
    expect(failureOf(await vote('stranger', jobId))).toBe('forbidden')
    await removeOwnerOf(fleet.db, single, 'stranger')
  })

  it('lost the right does not block the next job', async () => {
    const first = await approvedJob(fleet.db, people.operator, people.partner, shared)
    const second = await approvedJob(fleet.db, people.operator, people.owner, shared)
    await setRole('partner', 'operator')
    expect(await claim(shared)).toBe(second)
    expect(await statusOf(fleet.db, first)).toBe('PendingApproval')
    await setRole('partner', 'approver')
  })
})

it('a demotion takes effect at once, whatever role the session still has', async () => {
  const jobId = await ask(single)
  await setRole('owner', 'operator')
  expect(failureOf(await vote('owner', jobId))).toBe('forbidden')
  await setRole('owner', 'approver')
  expect(failureOf(await vote('owner', jobId))).toBe('ok')
})

it('someone who has been deleted cannot decide anything', async () => {
  const jobId = await ask(single)
  expect(failureOf(await decideNow(fleet.db, { ...people.owner, id: 'gone' }, jobId))).toBe('forbidden')
})
