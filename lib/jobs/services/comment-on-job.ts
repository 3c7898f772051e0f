import { insertComment, readMentionable } from '@/lib/jobs/db/comments'
import { follow } from '@/lib/jobs/db/follows'
import { decisionCase } from '@/lib/jobs/db/votes'
import { commentRequest, mentionsIn } from '@/lib/jobs/domain/comment'
import { decisionRefusal } from '@/lib/jobs/domain/refusals'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { isStatusIn, jobStatuses } from '@/lib/kernel/job-status'
import type { Context } from '@/lib/people/services/context'
import { conflict } from './job-failures'
import { withLockedJob } from './job-transaction'

export type Commented = { comment_id: string; mentioned: { person_did: string; person_name: string }[] }

/**
 * Says something about a job. A question of whoever can decide on it sends it back to its requester, whose next words answer it;
 * nothing is voted. Whoever says something, and whoever is mentioned, follows the job from then on.
 */
export const commentOnJob = (context: Context, jobId: string, input: unknown): Promise<Result<Commented>> =>
  withLockedJob(
    context,
    { body: commentRequest, otherwise: 'Nothing was added.', from: jobStatuses, refusal: () => null },
    jobId,
    input,
    async ({ tx, viewer, job, facts, body }) => {
      if (body.asks && !isStatusIn('decidable', job.status)) return conflict(job)
      const refusal = body.asks ? decisionRefusal(viewer, decisionCase(job, facts)) : null
      if (refusal) return fail('forbidden', refusal)
      const mentioned = mentionsIn(body.text, await readMentionable(tx, job.target_node_did))
      const blind = mentioned.find(({ sees }) => !sees)
      if (blind)
        return fail('invalid', 'Nothing was added.', {
          fields: [{ path: 'text', message: `cannot mention ${blind.name}, who may not see this job` }],
        })
      const comment_id = await insertComment(tx, {
        ...{ jobId, personId: viewer.id, text: body.text, asks: body.asks },
        mentions: mentioned.map(({ id }) => id),
      })
      await follow(tx, jobId, [viewer.id, ...mentioned.map(({ id }) => id)])
      return ok({
        comment_id,
        mentioned: mentioned.map(({ did, name }) => ({ person_did: did, person_name: name })),
      })
    },
  )
