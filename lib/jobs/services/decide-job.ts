import type { EntityManager } from 'typeorm'
import { readTrust } from '@/lib/fleet/db/node-trust'
import { moveJob } from '@/lib/jobs/db/jobs'
import { readApprover, readApprovers } from '@/lib/jobs/db/on-node'
import { type CaseRow, insertVote, readConsent, someoneCanApprove } from '@/lib/jobs/db/votes'
import { approval, rejection } from '@/lib/jobs/domain/calls'
import { approvalOnNode, nodeLacks } from '@/lib/jobs/domain/on-node'
import { decisionRefusal, nobodyCanApprove } from '@/lib/jobs/domain/refusals'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { type JobStatus, statusesOf } from '@/lib/kernel/job-status'
import type { Context } from '@/lib/people/services/context'
import { unfitProblem } from './check-task'
import { conflict } from './job-failures'
import { withLockedJob } from './job-transaction'
import { shownProblem } from './seen-hash'
import { readSignedVote } from './signed-vote'

export type Decision = 'Approved' | 'Rejected'

export type Decided = { status: JobStatus; lacks: string | null }

/**
 * Votes on a job. It becomes Approved as soon as the votes suffice, and Rejected by the first vote against it. The
 * job is locked, the rule is checked against what the database holds now, and the hash of what the voter saw is
 * compared with the stored one: a change in between is a conflict, never an approval. So is an approval that the node, by
 * the pins that its agent has announced, does not count. `lacks` says what is still needed.
 */
export const decideJob = (
  context: Context,
  decision: Decision,
  jobId: string,
  input: unknown,
): Promise<Result<Decided>> =>
  withLockedJob(
    context,
    {
      body: decision === 'Approved' ? approval : rejection,
      otherwise: 'Nothing was decided.',
      from: statusesOf('decidable'),
      refusal: decisionRefusal,
      ...(decision === 'Approved' ? { impossible: whyNobody } : {}),
    },
    jobId,
    input,
    async ({ tx, viewer, job, facts, body }) => {
      const { approval_hash: seen, reason, signed } = body
      const turnsDown = decision === 'Rejected'
      const problem =
        shownProblem(job, facts, seen, turnsDown) ?? (turnsDown ? null : await unfitProblem(tx, job))
      if (problem) return problem
      const choice = decision === 'Approved' ? 'approve' : 'reject'
      const vote = await readSignedVote(tx, viewer, {
        ...{ jobId, digest: seen, decision: choice, reason: reason || null, signed },
      })
      if (!vote.ok) return vote
      const trust = turnsDown ? null : await readTrust(tx, job.target_node_did)
      if (trust) {
        const key = vote.value?.vote.statement.key
        const { counts, why } = approvalOnNode(
          trust,
          await readApprover(tx, jobId, viewer, key === undefined ? [] : [key]),
        )
        if (counts === 'no') return fail('conflict', why, { present: job.status })
      }
      await insertVote(tx, {
        jobId,
        revision: facts.revision,
        personId: viewer.id,
        decision: choice,
        approvalHash: seen,
        reason: reason || null,
        signed: vote.value,
      })
      const { met, lacks } = await readConsent(tx, jobId)
      if (decision === 'Approved' && !met) return ok({ status: job.status, lacks })
      // Votes from before the node announced its pins, or others: it would refuse the job.
      const short = trust && nodeLacks(trust, await readApprovers(tx, jobId, facts.revision))
      if (short) return ok({ status: job.status, lacks: short })
      const message = reason || decision
      const moved = await moveJob(tx, job, { status: decision, message, actor_did: viewer.did })
      return moved ? ok({ status: decision, lacks: null }) : conflict(job)
    },
  )

const whyNobody = async (tx: EntityManager, jobId: string, facts: CaseRow): Promise<string | null> =>
  (await someoneCanApprove(tx, jobId)) ? null : nobodyCanApprove(facts.node_has_owner)
