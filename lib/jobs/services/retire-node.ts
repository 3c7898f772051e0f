import { nodeTransaction } from '@/lib/consent/services/node-transaction'
import { Node } from '@/lib/db/entities/node'
import { retirement } from '@/lib/fleet/domain/node-calls'
import { lockOpenJobs, moveJob } from '@/lib/jobs/db/jobs'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { endTokensOf } from '@/lib/people/db/tokens'
import type { RightsContext } from '@/lib/people/services/rights-transaction'

/** `cancelled`: how many open jobs ended with it; `tokens`: how many tokens of its agent were revoked. */
export type RetiredNode = { retired_at: Date; cancelled: number; tokens: number }

/**
 * Takes a node out of service: it leaves counts, lists and choices, its open jobs and its agent's tokens end. Its history
 * stays. While a job runs it cannot be retired: without its token the agent could not report how the job ended.
 */
export async function retireNode(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<RetiredNode>> {
  const body = parseBody(retirement, input, 'The node was not retired.')
  if (!body.ok) return body
  const { reason } = body.value
  return nodeTransaction(context, 'retireNode', nodeDid, async ({ tx, who }) => {
    const node = await tx.findOneBy(Node, { node_did: nodeDid })
    if (node?.retired_at) return fail('conflict', 'This node is already retired.')
    const jobs = await lockOpenJobs(tx, nodeDid)
    if (jobs.some(({ status }) => status === 'Running'))
      return fail(
        'conflict',
        'A job is running on this node. Stop it or wait until it has ended, then retire the node.',
      )
    const by = who.kind === 'person' ? { actor_did: who.did } : {}
    for (const job of jobs) {
      // Nobody will hear how a lost job ended.
      const status = job.status === 'Lost' ? 'Failed' : 'Cancelled'
      if (!(await moveJob(tx, job, { status, message: `Node retired: ${reason}`, ...by })))
        throw new Error(`The locked job ${job.job_id} has moved`)
    }
    const retired_at = new Date()
    const service_by = who.kind === 'person' ? who.id : null
    await tx.update(Node, nodeDid, { retired_at, service_by, service_reason: reason })
    return ok({ retired_at, cancelled: jobs.length, tokens: await endTokensOf(tx, nodeDid) })
  })
}
