import { pauseMs } from '@/lib/agent/server/api'
import { claimSchema } from './check-job'
import { type JobSettings, runJob } from './run-job'

const pollMs = 2_000

/**
 * One round: delivers outcomes that are still kept, then asks for a job and runs it. Returns how many milliseconds to
 * wait before the next round.
 */
export function createPoll(settings: JobSettings): (nodeDid: string) => Promise<number> {
  const { api, log, outbox } = settings
  let failures = 0
  return async (nodeDid) => {
    const undelivered = await outbox.deliver()
    // Not called off when the agent stops: an answer may hold a job that is ours from then on.
    const answer = undelivered ?? (await api('POST', '/api/v1/jobs/claim', {}))
    if (!answer.ok) {
      failures += 1
      return pauseMs(answer, failures)
    }
    failures = 0
    if (answer.status === 204) return pollMs
    const claim = claimSchema.safeParse(answer.body)
    if (!claim.success) {
      log.error(
        'The server answered a request for jobs in a way that this agent does not know; is it too old?',
      )
      return 60_000
    }
    const { job, claim_token, lease_seconds } = claim.data
    if (job === null || claim_token === undefined) return pollMs
    await runJob({ job, claimToken: claim_token, leaseMs: lease_seconds * 1_000 }, nodeDid, settings)
    return 0
  }
}
