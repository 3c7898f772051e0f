import { randomUUID } from 'node:crypto'
import type { AgentTask, Tried } from '@/lib/agent/host/task'
import { type Answer, isTransient } from '@/lib/agent/server/api'
import { isJsonObject } from '@/lib/kernel/json/json'
import { type DryRunResult, dryRunDigest } from '@/lib/signing/domain/dry-run'
import { withDigest } from '@/lib/tasks/domain/offer-digest'
import type { WantedDryRun } from './check-job'
import type { JobSettings } from './run-job'

/** How many in an hour: nobody approves them, so a server must not make a node busy with them. */
const mostAnHour = 12
const reminderMs = 10 * 60_000

type Refused = Answer & { ok: false }

type DryRuns = {
  /** What a claim says of them; an older server is told nothing. */
  asked: { dry_runs?: true }
  /** Finds out what a job would change, and reports that. Never throws. */
  run: (wanted: WantedDryRun, nodeDid: string) => Promise<void>
  /** Reports again what did not arrive. Returns the answer if it calls for a pause. */
  deliver: () => Promise<Refused | null>
}

const interrupted: Tried = {
  ...{ ran: null, how: 'interrupted', exit_code: null, omitted_lines: 0, seconds: 0, left: [] },
  output: 'The agent ended while this ran.\n',
}

/** What the jobs of a node would change, one after the other, each revision once. */
export function createDryRuns(settings: JobSettings): DryRuns {
  const { api, log, running, tried, tasks, pins, signal } = settings
  const offered = tasks.some(({ tryOut }) => tryOut)
  /** Those that were started or reported since this process started. */
  const answered = new Set<string>()
  let pending: DryRunResult | null = null
  let toldAt = Number.NEGATIVE_INFINITY
  const ignore = (why: string): void => {
    if (performance.now() - toldAt < reminderMs) return
    toldAt = performance.now()
    log.warn(`The server asks for a dry run that is not made: ${why}.`)
  }

  const deliver = async (): Promise<Refused | null> => {
    if (pending === null) return null
    const { job_id, revision, exit_code } = pending
    const answer = await api('POST', `/api/v1/jobs/${job_id}/dry-run`, pending)
    if (!answer.ok && (isTransient(answer.status) || answer.status === 401)) return answer
    if (answer.ok) tried.report(job_id, revision, { digest: dryRunDigest(pending), exit_code, taken: true })
    else log.info(`Job ${job_id}: its dry run was not taken: ${answer.detail}`)
    pending = null
    return null
  }

  const report = async (result: DryRunResult): Promise<void> => {
    const { job_id, revision, exit_code } = result
    const unkept = tried.report(job_id, revision, { digest: dryRunDigest(result), exit_code, taken: false })
    if (unkept !== null) return log.error(`Job ${job_id}: its dry run cannot be kept on disk: ${unkept}.`)
    pending = result
    await deliver()
  }

  const tryOne = async ({ task_name, params }: WantedDryRun, tryOut: NonNullable<AgentTask['tryOut']>) => {
    const id = randomUUID()
    running.begin({ job_id: id, task_name, claim_token: '', reported: true })
    const spawned = (group: number): void => running.spawned(id, group)
    const outcome = await tryOut({ id, params: isJsonObject(params) ? params : {}, signal, spawned })
    // What could not be ended stays on disk, so that nothing is claimed before it has ended.
    running.finished(id, outcome.left.length === 0)
    return outcome
  }

  return {
    asked: offered ? { dry_runs: true } : {},
    deliver,
    run: async (wanted, nodeDid) => {
      const { job_id, revision, task_name, offer_digest } = wanted
      const task = tasks.find(({ offer }) => offer.name === task_name)
      if (!task?.tryOut) return ignore(`this node offers none of ${task_name}`)
      if (pins && pins.node !== nodeDid) return ignore('the pins are of another node')
      if (withDigest(task.offer).digest !== offer_digest)
        return ignore(`${task_name} has changed on this node`)
      const name = `${job_id} ${revision}`
      if (answered.has(name) || tried.of(job_id, revision)?.taken) return ignore('it was made already')
      const again = tried.has(job_id, revision)
      if (!again && tried.lately() >= mostAnHour) return ignore(`${mostAnHour} were made within an hour`)
      const unkept = again ? null : tried.begin(job_id, revision)
      if (unkept !== null) return ignore(`that cannot be kept on disk: ${unkept}`)
      answered.add(name)
      const started_at = new Date().toISOString()
      if (!again) log.info(`Job ${job_id}: finding out what ${task_name} would change.`)
      const { left: _, ...outcome } = again ? interrupted : await tryOne(wanted, task.tryOut)
      // After a restart, it says that it was interrupted.
      if (signal.aborted) return
      await report({ version: 1, job_id, revision, node: nodeDid, offer_digest, started_at, ...outcome })
    },
  }
}
