import fc from 'fast-check'
import { approveWithoutOwner } from '@/lib/jobs/services/approve-without-owner'
import { cancelJob } from '@/lib/jobs/services/cancel-job'
import { claimJob } from '@/lib/jobs/services/claim-job'
import { decideJob } from '@/lib/jobs/services/decide-job'
import { expireJobs } from '@/lib/jobs/services/expire-jobs'
import { finishJob } from '@/lib/jobs/services/finish-job'
import { markLost } from '@/lib/jobs/services/mark-lost'
import { reportProgress } from '@/lib/jobs/services/report-progress'
import { requestJob } from '@/lib/jobs/services/request-job'
import { resolveJob } from '@/lib/jobs/services/resolve-job'
import { retryJob } from '@/lib/jobs/services/retry-job'
import { reviewEmergency } from '@/lib/jobs/services/review-emergency'
import { reviseJob } from '@/lib/jobs/services/revise-job'
import { withdrawJob } from '@/lib/jobs/services/withdraw-job'
import type { Result } from '@/lib/kernel/errors'
import { approveByPolicies } from '@/lib/policies/services/approve-by-policies'
import { shownHash } from '@/test/jobs'
import { failureOf } from '@/test/result'
import { announce, enrol, revoke, signedDecision } from './keys'
import { policy } from './model-policies'
import { type ModelState, peopleCount } from './model-state'
import { bySql } from './sql-actions'

const kinds = [
  ...[
    'request',
    'request',
    'approve',
    'approve',
    'approve',
    'reject',
    'withdraw',
    'cancel',
    'revise',
    'emergency',
  ],
  ...[
    'review',
    'resolve',
    'retry',
    'claim',
    'claim',
    'claim',
    'heartbeat',
    'finish',
    'finish',
    'zombie',
    'silence',
  ],
  ...['lost', 'expire', 'wait', 'role', 'owner', 'delegation', 'member', 'rule'],
  ...['announce', 'announce', 'enrol', 'enrol', 'revoke', 'policy', 'policies', 'policies'],
  ...['sql insert', 'sql move', 'sql move', 'sql params', 'sql history', 'sql vote', 'sql timing'],
] as const

/** What somebody tries; the numbers choose who, which job and how. */
export type Action = { kind: (typeof kinds)[number]; who: number; job: number; how: number }

export const action: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom(...kinds),
  // Mostly people who can act on the job: requester, owners, delegate.
  who: fc.oneof(fc.constantFrom(0, 1, 1, 2, 3), fc.nat(peopleCount - 1)),
  // Mostly the newest jobs: 0 is the newest.
  job: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(4) }),
  how: fc.nat(11),
})

/** Tries it, whatever the state, and counts the outcome. A refusal is fine; any other error throws. */
export async function perform(state: ModelState, what: Action): Promise<void> {
  const outcome = await attempt(state, what)
  const key = `${what.kind}: ${outcome}`
  state.outcomes.set(key, (state.outcomes.get(key) ?? 0) + 1)
}

const soon = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString()

/** When a job may run: at once, in an open window, in one that opens later, or with little time left. */
const timing = (how: number): object =>
  [
    {},
    {},
    { window: { start: soon(-3_600_000), end: soon(3_600_000), time_zone: 'UTC' } },
    { window: { start: soon(3_600_000), end: soon(7_200_000), time_zone: 'UTC' } },
    { expires_at: soon(150) },
    { window: { start: soon(-3_600_000), end: soon(150), time_zone: 'UTC' } },
  ][how] ?? {}

async function attempt(state: ModelState, what: Action): Promise<string> {
  const { db, people, nodes, task, jobs, claims } = state
  const { kind, how } = what
  const viewer = people[what.who % people.length]
  const node = nodes[how % 4 === 3 ? 1 : 0]
  if (!viewer || !node) throw new Error('nobody')
  const context = { db, viewer }
  if (kind === 'request') {
    const result = await requestJob(context, {
      ...{ target_node_did: node, task_name: task, params: { n: how }, reason: 'r', ...timing(how) },
    })
    if (result.ok) jobs.push(result.value.jobId)
    return failureOf(result)
  }
  if (kind === 'claim') {
    const result = await claimJob({ db, viewer: { kind: 'agent', nodeDid: node, tokenId: 't' } })
    if (!result.ok || !result.value) return result.ok ? 'nothing' : failureOf(result)
    const { job, claimToken, approvalHash } = result.value
    claims.push({ jobId: job.job_id, token: claimToken, node, hash: approvalHash })
    return 'ok'
  }
  if (kind === 'lost') return (await markLost(db)) > 0 ? 'ok' : 'nothing'
  if (kind === 'expire') return (await expireJobs(db)) > 0 ? 'ok' : 'nothing'
  if (kind === 'wait') return new Promise((resolve) => setTimeout(resolve, 160, 'ok'))
  if (kind === 'announce') return announce(state, node, what.who + what.job + how)
  if (kind === 'enrol') return enrol(state, viewer)
  if (kind === 'revoke') return revoke(state, viewer)
  if (kind === 'policy') return policy(state, viewer, node, how)
  if (kind === 'policies') return (await approveByPolicies(db)) > 0 ? 'ok' : 'nothing'
  if (kind === 'heartbeat' || kind === 'finish' || kind === 'zombie') return asAgent(state, what)
  const jobId = jobs[jobs.length - 1 - (what.job % Math.max(1, jobs.length))]
  const sqlResult = await bySql(state, what, { jobId, node, viewer })
  if (sqlResult !== null) return sqlResult
  if (!jobId) return 'no job'
  let way = ''
  const outcome = failureOf(await decide())
  return `${way}${outcome}`

  async function decide(): Promise<Result<unknown>> {
    const id = jobId ?? ''
    const reason = 'A reason with more than 20 characters'
    const approval_hash = await shownHash(db, id)
    if (kind === 'approve' || kind === 'emergency') {
      const decision = kind === 'approve' ? { decision: kind } : { decision: kind, reason }
      const signing = signedDecision(state, context.viewer, { ...decision, document: approval_hash }, how)
      way = signing.way === 'without a key' ? '' : `${signing.way}: `
      return kind === 'approve'
        ? decideJob(context, 'Approved', id, { approval_hash, ...signing.more })
        : approveWithoutOwner(context, id, { approval_hash, reason, ...signing.more })
    }
    if (kind === 'reject') return decideJob(context, 'Rejected', id, { approval_hash, reason })
    if (kind === 'withdraw') return withdrawJob(context, id, {})
    if (kind === 'cancel') return cancelJob(context, id, { reason })
    if (kind === 'review') return reviewEmergency(context, id, { verdict: 'justified', review: reason })
    if (kind === 'resolve')
      return resolveJob(context, id, { outcome: how % 2 ? 'Completed' : 'Failed', reason })
    if (kind === 'revise') {
      const change = how % 2 ? { params: { n: how + 100 } } : timing(how + 2)
      // Mostly the requester: nobody else may.
      const requester = people[how % 3 === 0 ? what.who : 0] ?? context.viewer
      return reviseJob({ db, viewer: requester }, id, change)
    }
    const result = await retryJob(context, id, { reason, ...timing(how) })
    if (result.ok) jobs.push(result.value.jobId)
    return result
  }
}

/** What agents do with their claims, even long afterwards; a zombie has an invalid token or belongs to another node. */
async function asAgent(
  { db, nodes, claims, jobs }: ModelState,
  { kind, how, job, who }: Action,
): Promise<string> {
  const claim = claims[claims.length - 1 - (job % Math.max(1, claims.length))]
  if (!claim) return 'no claim'
  const agent = { db, viewer: { kind: 'agent', nodeDid: claim.node, tokenId: 't' } as const }
  if (kind === 'heartbeat')
    return failureOf(await reportProgress(agent, claim.jobId, { claim_token: claim.token, percent: how }))
  const outcome = how % 3 === 0 ? 'Failed' : 'Completed'
  const body = { claim_token: claim.token, result: how % 4, message: 'm' }
  const more = outcome === 'Failed' && how % 2 === 0 ? { cancelled: true } : {}
  if (kind === 'finish') return failureOf(await finishJob(agent, outcome, claim.jobId, { ...body, ...more }))
  const other = claims.find(({ jobId }) => jobId !== claim.jobId)
  const foreign = {
    db,
    viewer: { ...agent.viewer, nodeDid: nodes.find((node) => node !== claim.node) ?? '' },
  }
  const zombie = await (who % 2 === 0
    ? finishJob(foreign, outcome, claim.jobId, body)
    : finishJob(agent, outcome, claim.jobId, { ...body, claim_token: other?.token ?? jobs[0] ?? 'stale' }))
  if (zombie.ok) throw new Error(`${claim.jobId}: a result was accepted from an agent without the claim`)
  return failureOf(zombie)
}
