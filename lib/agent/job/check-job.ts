import { z } from 'zod'
import type { AgentTask } from '@/lib/agent/host/task'
import { canonicalJson, isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { jsonValue } from '@/lib/kernel/json/schemas'
import { documentDigest, parseDocument } from '@/lib/signing/domain/document'
import { offerOf } from '@/lib/signing/domain/offer'
import { problemText } from '@/lib/signing/domain/strict'
import { parseParams, type TaskOffer } from '@/lib/tasks/domain/task'

/** The response of `POST /jobs/claim`. */
export const claimSchema = z.object({
  job: z
    .object({
      job_id: z.guid(),
      target_node_did: z.string(),
      task_name: z.string(),
      params: z.json().optional(),
      window: z
        .object({ start: z.string(), end: z.string(), time_zone: z.string() })
        .nullable()
        .default(null),
      expires_at: z.string().nullable().default(null),
      approval_hash: z.string().nullish(),
      document: z.unknown(),
    })
    .nullable(),
  claim_token: z.string().optional(),
  /** The host of another agent that uses the same token. */
  other_agent: z.string().nullish(),
  lease_seconds: z.number().min(3).max(86_400).default(45),
})
export type ClaimedJob = NonNullable<z.infer<typeof claimSchema>['job']>

type CheckedJob = { ok: true; task: AgentTask; params: JsonObject } | { ok: false; message: string }

/** How far the clocks of node and server may differ. */
const skewMs = 120_000

/** Why the job may not run now by the node's own clock; null if it may. */
function timeProblem({ window, expires_at }: ClaimedJob, now: number): string | null {
  const clock = `this node’s clock says ${new Date(now).toISOString()}`
  // The comparisons are negated so that an invalid time refuses too.
  if (window && !(Date.parse(window.start) <= now + skewMs))
    return `Its window opens at ${window.start}, and ${clock}`
  if (window && !(Date.parse(window.end) > now - skewMs))
    return `Its window ended at ${window.end}, and ${clock}`
  if (expires_at !== null && !(Date.parse(expires_at) > now - skewMs))
    return `It expired at ${expires_at}, and ${clock}`
  return null
}

/** Why the approval document does not stand for this job as this node would run it; null if it does. */
function documentProblem(job: ClaimedJob, offer: TaskOffer): string | null {
  if (!job.document || !job.approval_hash) return 'The server sent no approval document with the job'
  const parsed = parseDocument(job.document)
  if (!parsed.ok) return `The approval document ${problemText(parsed.problem)}`
  const document = parsed.value
  if (documentDigest(document) !== job.approval_hash)
    return 'The approval document is not the one that was approved'
  const { job_id, target_node_did: node, task_name: task, params = null, window, expires_at } = job
  if (
    canonicalJson({ ...document, job_id, node, task, params, window, expires_at }) !== canonicalJson(document)
  )
    return 'The job differs from what was approved'
  const own = offerOf(jsonObject(offer))
  return own.ok && document.offer && canonicalJson(own.value) === canonicalJson(document.offer)
    ? null
    : 'This node’s own entry for the task differs from what was approved'
}

/** The entry as it is sent: what is undefined is left out. */
function jsonObject(offer: TaskOffer): JsonObject {
  const value = jsonValue.parse(JSON.parse(JSON.stringify(offer)))
  return isJsonObject(value) ? value : {}
}

/** A clock that is further behind is not waited for: the job is refused, which says so. */
export const longestWaitMs = 15 * 60_000

/**
 * How long until the job's window opens by the node's own clock, which is behind if the server hands the job out already; 0
 * if that is now or too far away to wait.
 * @param now in milliseconds since 1970
 */
export function opensInMs({ window }: ClaimedJob, now: number): number {
  const ms = window ? Date.parse(window.start) - skewMs - now : 0
  return ms > 0 && ms <= longestWaitMs ? ms : 0
}

/**
 * Whether this node runs the job: the DID, the task, an approval document of exactly this job and this node's own entry,
 * parameters that match its schema, and the approved time. The server has checked the same, but the node does not rely on it.
 * @param now in milliseconds since 1970
 */
export function checkJob(
  job: ClaimedJob,
  nodeDid: string,
  tasks: readonly AgentTask[],
  now: number,
): CheckedJob {
  const refuse = (message: string): CheckedJob => ({ ok: false, message })
  if (job.target_node_did !== nodeDid)
    return refuse(`The job is for ${job.target_node_did}, but this agent is ${nodeDid}. Nothing was run.`)
  const task = tasks.find(({ offer }) => offer.name === job.task_name)
  if (!task) {
    const names = tasks.map(({ offer }) => offer.name).join(', ') || 'none'
    return refuse(`This node does not offer ${job.task_name}; it offers ${names}. Nothing was run.`)
  }
  const differs = documentProblem(job, task.offer)
  if (differs) return refuse(`${differs}. Nothing was run. Request a new job.`)
  const late = timeProblem(job, now)
  if (late) return refuse(`${late}. Nothing was run.`)
  const parsed = parseParams(task.offer.params, job.params)
  if (parsed.ok) return { ok: true, task, params: parsed.params }
  const problems = parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; ')
  return refuse(`The parameters are not valid for this node: ${problems}. Nothing was run.`)
}
