import { pauseMs } from '@/lib/agent/server/api'
import { claimSchema } from './check-job'
import { type JobSettings, runJob } from './run-job'

const pollMs = 2_000
const leftoverMs = 5_000

/**
 * One round: ends what an earlier job has left running, delivers kept outcomes, then claims a job and runs it. Returns
 * how many milliseconds to wait before the next round.
 */
export function createPoll(settings: JobSettings): (nodeDid: string) => Promise<number> {
  const { api, log, outbox, running } = settings
  let failures = 0
  return async (nodeDid) => {
    if (!(await running.settle())) return leftoverMs
    const undelivered = await outbox.deliver()
    // Not aborted when the agent stops: the response may assign a job to this agent.
    const answer = undelivered ?? (await api('POST', '/api/v1/jobs/claim', {}))
    if (!answer.ok) {
      failures += 1
      return pauseMs(answer, failures)
    }
    failures = 0
    if (answer.status === 204) return pollMs
    const claim = claimSchema.safeParse(answer.body)
    if (!claim.success) {
      log.error('This agent does not understand the server’s answer to its claim. Is the agent too old?')
      return 60_000
    }
    const { job, claim_token, lease_seconds } = claim.data
    if (job === null || claim_token === undefined) return pollMs
    await runJob({ job, claimToken: claim_token, leaseMs: lease_seconds * 1_000 }, nodeDid, settings)
    return 0
  }
}
