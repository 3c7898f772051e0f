import type { Instance } from '@/lib/agent/host/instance'
import { pauseMs } from '@/lib/agent/server/api'
import { claimSchema } from './check-job'
import { createDryRuns } from './dry-runs'
import { type JobSettings, runJob } from './run-job'

const pollMs = 2_000
const leftoverMs = 5_000
const reminderMs = 10 * 60_000

/**
 * One round: ends what an earlier job has left running, delivers kept outcomes, then claims a job and runs it, or if there is none finds out
 * what another would change. Returns how many milliseconds to wait before the next round.
 */
export function createPoll(
  settings: JobSettings & { instance: Instance },
): (nodeDid: string) => Promise<number> {
  const { api, log, outbox, running, instance } = settings
  const dryRuns = createDryRuns(settings)
  let failures = 0
  let toldAt = Number.NEGATIVE_INFINITY
  const tell = (other: string): void => {
    if (performance.now() - toldAt < reminderMs) return
    toldAt = performance.now()
    log.error(
      `Another agent, on ${other}, uses the token of this node at the same time; only one of them gets its jobs. Give each agent a node and a token of its own.`,
    )
  }
  return async (nodeDid) => {
    if (!(await running.settle())) return leftoverMs
    const undelivered = (await outbox.deliver()) ?? (await dryRuns.deliver())
    // Not aborted when the agent stops: the response may assign a job to this agent.
    const answer = undelivered ?? (await api('POST', '/api/v1/jobs/claim', { instance, ...dryRuns.asked }))
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
    const { job, claim_token, lease_seconds, other_agent, dry_run } = claim.data
    if (other_agent) tell(other_agent)
    if (job === null && dry_run) await dryRuns.run(dry_run, nodeDid)
    if (job === null || claim_token === undefined) return pollMs
    await runJob({ job, claimToken: claim_token, leaseMs: lease_seconds * 1_000 }, nodeDid, settings)
    return 0
  }
}
