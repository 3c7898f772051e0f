import { setTimeout as sleep } from 'node:timers/promises'
import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mayMove } from '@/lib/jobs/domain/status'
import type { Result } from '@/lib/kernel/errors'
import { type People, peopledFleet, shared, testRule } from '@/test/consent-model/people'
import { type TestFleet, testAgent } from '@/test/fleet'
import { approvedJob, decideNow, letTimePass, pathOf, requestedJob, shownHash, statusOf } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { approveWithoutOwner } from './approve-without-owner'
import { cancelJob } from './cancel-job'
import { claimJob } from './claim-job'
import { decideJob } from './decide-job'
import { expireJobs } from './expire-jobs'
import { reviseJob } from './revise-job'
import { withdrawJob } from './withdraw-job'

let fleet: TestFleet
let people: People
const rounds = 6

beforeAll(async () => {
  ;({ fleet, people } = await peopledFleet(20))
  await testRule(fleet.db, { task: 'risky', owners: 2 })
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`DELETE FROM maintenance_jobs`))

const ctx = (who: keyof People) => ({ db: fleet.db, viewer: people[who] })
const ask = (task = 'restart_service') => requestedJob(fleet.db, people.operator, shared, { task_name: task })
const claim = () => claimJob({ db: fleet.db, viewer: testAgent(shared) })
const voteOn = async (jobId: string) => {
  const seen = { approval_hash: await shownHash(fleet.db, jobId) }
  return (who: keyof People, decision: 'Approved' | 'Rejected' = 'Approved') =>
    decideJob(ctx(who), decision, jobId, decision === 'Rejected' ? { ...seen, reason: 'No' } : seen)
}
const kinds = (answers: Result<unknown>[]): string[] => answers.map((answer) => failureOf(answer)).sort()

/** Every step is legal, and the history ends with the job's status. */
async function legalPath(jobId: string): Promise<string[]> {
  const path = await pathOf(fleet.db, jobId)
  expect(path[0]).toBe('PendingApproval')
  expect(path.slice(1).filter((to, n) => !mayMove(path[n] ?? '', to))).toEqual([])
  expect(path.at(-1)).toBe(await statusOf(fleet.db, jobId))
  return path
}
const votesFor = async (jobId: string): Promise<number> =>
  (await fleet.db.query(`SELECT 1 FROM job_votes WHERE job_id = $1`, [jobId])).length

describe('50 simultaneous approvals', () => {
  it('by two owners where one vote suffices: one counts', async () => {
    const jobId = await ask()
    const vote = await voteOn(jobId)
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => vote(n % 2 === 0 ? 'owner' : 'partner')),
    )
    expect(kinds(answers)).toEqual([...Array(49).fill('conflict Approved'), 'ok'])
    expect(await legalPath(jobId)).toEqual(['PendingApproval', 'Approved'])
    expect(await votesFor(jobId)).toBe(1)
  })

  it('by two owners where two votes are needed: each owner counts once', async () => {
    const jobId = await ask('risky')
    const vote = await voteOn(jobId)
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => vote(n % 2 === 0 ? 'owner' : 'partner')),
    )
    const won = answers.flatMap((answer) => (answer.ok ? [answer.value.status] : []))
    expect(won.sort()).toEqual(['Approved', 'PendingApproval'])
    for (const answer of answers)
      if (!answer.ok) expect(['forbidden', 'conflict']).toContain(answer.error.kind)
    expect(await legalPath(jobId)).toEqual(['PendingApproval', 'Approved'])
    expect(await votesFor(jobId)).toBe(2)
  })

  it('by people without the right: none counts', async () => {
    const jobId = await ask()
    const vote = await voteOn(jobId)
    const all = ['operator', 'stranger', 'admin', 'deputy'] as const
    const answers = await Promise.all(Array.from({ length: 48 }, (_, n) => vote(all[n % 4] ?? 'operator')))
    expect(kinds(answers)).toEqual(Array(48).fill('forbidden'))
    expect(await legalPath(jobId)).toEqual(['PendingApproval'])
  })
})

describe('an approval at the same time as', () => {
  const race = async (other: (jobId: string) => Promise<Result<unknown>>) => {
    const jobId = await ask()
    const vote = await voteOn(jobId)
    const [approved, answered] = await Promise.all([vote('owner'), other(jobId)])
    return {
      jobId,
      approved: failureOf(approved),
      answered: failureOf(answered),
      path: await legalPath(jobId),
    }
  }

  it('a rejection: one of them wins', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { approved, answered, path } = await race(async (jobId) =>
        (await voteOn(jobId))('partner', 'Rejected'),
      )
      expect([approved, answered].filter((answer) => answer === 'ok')).toHaveLength(1)
      expect(path).toEqual(['PendingApproval', approved === 'ok' ? 'Approved' : 'Rejected'])
    }
  })

  it('a change: nothing unseen is ever approved', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { jobId, approved, answered } = await race((jobId) =>
        reviseJob(ctx('operator'), jobId, { params: { n: 99 } }),
      )
      expect(answered).toBe('ok')
      expect(['ok', 'conflict PendingApproval']).toContain(approved)
      expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
      expect(done(await claim())).toBeNull()
    }
  })

  it('a cancellation: the job is cancelled', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { approved, answered, path } = await race((jobId) => cancelJob(ctx('operator'), jobId, {}))
      expect(answered).toBe('ok')
      expect(path).toEqual(['PendingApproval', ...(approved === 'ok' ? ['Approved'] : []), 'Cancelled'])
    }
  })

  it('the expiry: the job has expired', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const jobId = await ask()
      const vote = await voteOn(jobId)
      const passing = letTimePass(fleet.db, jobId).then(() => expireJobs(fleet.db))
      const [approved] = await Promise.all([vote('owner'), passing])
      await expireJobs(fleet.db)
      expect(['ok', 'conflict Expired', 'conflict PendingApproval']).toContain(failureOf(approved))
      expect((await legalPath(jobId)).at(-1)).toBe('Expired')
      expect(done(await claim())).toBeNull()
    }
  })

  it('a claim: the job runs only once it is approved', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { jobId, approved, path } = await race(claim)
      expect(approved).toBe('ok')
      expect(path.slice(0, 2)).toEqual(['PendingApproval', 'Approved'])
      await fleet.db.query(`DELETE FROM maintenance_jobs WHERE job_id = $1`, [jobId])
    }
  })

  it('a withdrawal: the vote is withdrawn only after it was given', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { approved, answered, path } = await race((jobId) => withdrawJob(ctx('owner'), jobId, {}))
      expect(approved).toBe('ok')
      expect(path).toEqual(['PendingApproval', 'Approved', ...(answered === 'ok' ? ['PendingApproval'] : [])])
      await fleet.db.query(`DELETE FROM maintenance_jobs`)
    }
  })

  it('an emergency approval: one of them wins', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { approved, answered, path } = await race(async (jobId) =>
        approveWithoutOwner(ctx('admin'), jobId, {
          approval_hash: await shownHash(fleet.db, jobId),
          reason: 'Nobody answers and it burns',
        }),
      )
      expect([approved, answered].sort()).toEqual(['conflict Approved', 'ok'])
      expect(path).toEqual(['PendingApproval', 'Approved'])
    }
  })
})

it.each<[string, (jobId: string) => Promise<Result<unknown>>, string]>([
  ['withdrawal', (jobId) => withdrawJob(ctx('owner'), jobId, {}), 'PendingApproval'],
  ['change', (jobId) => reviseJob(ctx('operator'), jobId, { params: { n: 7 } }), 'PendingApproval'],
  ['cancellation', (jobId) => cancelJob(ctx('operator'), jobId, {}), 'Cancelled'],
])(
  'a %s at the same time as ten claims: it precedes the claim or finds the job running',
  async (name, act, after) => {
    for (let round = 0; round < rounds; round += 1) {
      await fleet.db.query(`DELETE FROM maintenance_jobs`)
      const jobId = await approvedJob(fleet.db, people.operator, people.owner, shared)
      const [answered, ...claims] = await Promise.all([act(jobId), ...Array.from({ length: 10 }, claim)])
      const held = claims.map(done).filter((one) => one !== null)
      const path = await legalPath(jobId)
      if (held.length === 0) expect(path.at(-1)).toBe(after)
      else {
        expect(held).toHaveLength(1)
        expect(path.at(-1)).toBe('Running')
        // A running job can still be asked to stop; nothing else follows the claim.
        expect(failureOf(answered)).toBe(name === 'cancellation' ? 'ok' : 'conflict Running')
      }
    }
  },
)

describe('a change between the check and the write', () => {
  /** Blocks writers of a table until `change` is done, so that `act` reads before it and writes after it. */
  async function between<T>(
    table: string,
    act: () => Promise<T>,
    change: (tx: EntityManager) => Promise<unknown>,
  ): Promise<T> {
    let acting: Promise<T> | null = null
    await fleet.db.transaction(async (tx) => {
      await tx.query(`LOCK TABLE ${table} IN SHARE MODE`)
      acting = act()
      for (let waiting = 0; waiting === 0; await sleep(20))
        waiting = (
          await tx.query(
            `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          )
        ).length
      await change(tx)
    })
    if (!acting) throw new Error('nothing was attempted')
    return acting
  }
  const demote = (who: keyof People) => (tx: EntityManager) =>
    tx.query(`UPDATE people SET role = 'operator' WHERE id = $1`, [people[who].id])
  const promote = (who: keyof People, role = 'approver') =>
    fleet.db.query(`UPDATE people SET role = $2 WHERE id = $1`, [people[who].id, role])

  it('refuses a vote by someone who was just demoted, and says so', async () => {
    const jobId = await ask()
    const answer = await between('job_votes', () => decideNow(fleet.db, people.owner, jobId), demote('owner'))
    expect(answer).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
    expect(await legalPath(jobId)).toEqual(['PendingApproval'])
    await promote('owner')
  })

  it('refuses an emergency approval by an admin who was just demoted', async () => {
    const jobId = await ask()
    const approval_hash = await shownHash(fleet.db, jobId)
    const approve = () =>
      approveWithoutOwner(ctx('admin'), jobId, { approval_hash, reason: 'Nobody answers and it burns' })
    const answer = await between('break_glass', approve, demote('admin'))
    expect(failureOf(answer)).toBe('forbidden')
    expect(await legalPath(jobId)).toEqual(['PendingApproval'])
    await promote('admin', 'admin')
  })

  it('starts nothing for a claim whose approver was just demoted', async () => {
    const jobId = await approvedJob(fleet.db, people.operator, people.owner, shared)
    const answer = await between('maintenance_jobs', claim, demote('owner'))
    expect(done(answer)).toBeNull()
    expect(await legalPath(jobId)).toEqual(['PendingApproval', 'Approved', 'PendingApproval'])
    await promote('owner')
  })
})
