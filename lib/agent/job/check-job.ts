import { z } from 'zod'
import type { AgentTask } from '@/lib/agent/host/task'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { jsonValue } from '@/lib/kernel/json/schemas'
import type { PolicyUse, UsedPolicy } from '@/lib/signing/domain/check-policies'
import type { ApprovalDocument } from '@/lib/signing/domain/document'
import { graceMs } from '@/lib/signing/domain/grace'
import type { Pins } from '@/lib/signing/domain/pins'
import type { Refusal } from '@/lib/signing/domain/refusal'
import {
  type DocumentCase,
  type VerifiedDocument,
  verifyConsent,
  verifyDocument,
} from '@/lib/signing/domain/verify-consent'
import { entryOf } from '@/lib/tasks/domain/offer-digest'
import { parseFreeParams } from '@/lib/tasks/domain/task'
import { fitOffer } from '@/lib/tasks/domain/unfit'

/** The response of `POST /jobs/claim`. */
export const claimSchema = z.object({
  job: z
    .object({
      job_id: z.guid(),
      target_node_did: z.string(),
      task_name: z.string(),
      params: jsonValue.optional(),
      window: z
        .object({ start: z.string(), end: z.string(), time_zone: z.string() })
        .nullable()
        .default(null),
      expires_at: z.string().nullable().default(null),
      approval_hash: z.string().nullish(),
      document: z.unknown().optional(),
      votes: z.unknown().optional(),
      delegations: z.unknown().optional(),
      policies: z.unknown().optional(),
    })
    .nullable(),
  /** What somebody wants to know before they decide: what a job would change. */
  dry_run: z
    .object({
      ...{ job_id: z.guid(), revision: z.int().positive(), task_name: z.string(), params: jsonValue },
      offer_digest: z.string(),
    })
    .nullish(),
  claim_token: z.string().optional(),
  /** The host of another agent that uses the same token. */
  other_agent: z.string().nullish(),
  lease_seconds: z.number().min(3).max(86_400).default(45),
})
export type WantedDryRun = NonNullable<z.infer<typeof claimSchema>['dry_run']>
export type ClaimedJob = NonNullable<z.infer<typeof claimSchema>['job']>

/** What a job is checked against. */
export type CheckSettings = {
  tasks: readonly AgentTask[]
  /** Whose signatures this node requires; null: it trusts the server. */
  pins: Pins | null
  /** Whether this revision of the job was started here before. */
  ran: (jobId: string, revision: number) => boolean
  /** What was started here by policies. */
  used: PolicyUse
  /** What this node reported of a dry run of this revision. */
  tried: DocumentCase['tried']
}

/** Why a job is not run, as it is reported: `result` for programs. */
type RefusedJob = {
  ok: false
  refused: true
  message: string
  result: { consent: Pick<Refusal, 'code' | 'expected' | 'seen'> }
}
type CheckedJob =
  | { ok: true; task: AgentTask; params: JsonObject; document: ApprovalDocument; policies: UsedPolicy[] }
  | RefusedJob

const refused = ({ code, expected, seen, message }: Refusal): RefusedJob => ({
  ok: false,
  refused: true,
  message: `Consent could not be verified (${code}): ${message} Nothing was run.`,
  result: { consent: { code, expected, seen } },
})

/** A clock that is further behind is not waited for: the job is refused, which says so. */
export const longestWaitMs = 15 * 60_000

/**
 * How long until the job's window opens by the node's own clock, which is behind if the server hands the job out already; 0
 * if that is now or too far away to wait.
 * @param now in milliseconds since 1970
 */
export function opensInMs({ window }: ClaimedJob, now: number): number {
  const ms = window ? Date.parse(window.start) - graceMs - now : 0
  return ms <= longestWaitMs ? Math.max(ms, 0) : 0
}

/**
 * Whether this node runs the job: its DID, an approval document of exactly this job and this node's own entry, parameters that
 * match its schema and fit its command, the approved time, not a second time, with the dry run that it has reported, and with pins enough of its owners' signatures. The server has
 * checked the same, but the node does not rely on it.
 * @param nodeDid what the server says that this node is
 * @param now in milliseconds since 1970
 */
export function checkJob(
  job: ClaimedJob,
  nodeDid: string,
  { tasks, pins, ran, used, tried }: CheckSettings,
  now: number,
): CheckedJob {
  const { job_id, task_name, params, window, expires_at, document, votes, delegations, policies } = job
  const task = tasks.find(({ offer }) => offer.name === task_name)
  const fitOf = (value: JsonValue | undefined) =>
    task ? fitOffer(task.offer, value) : parseFreeParams(value)
  const given = {
    job: { job_id, task_name, params, window, expires_at, approval_hash: job.approval_hash ?? '' },
    document,
    alsoCalled: [nodeDid, job.target_node_did],
    entry: task ? entryOf(task.offer) : null,
    paramsProblem: (value: JsonValue) => {
      const fit = fitOf(value)
      return fit.ok ? null : fit.problems.map(({ path, message }) => `${path} ${message}`).join('; ')
    },
    now,
    ran,
    tried,
  }
  const verified: Refusal | (VerifiedDocument & { policies?: UsedPolicy[] }) = pins
    ? verifyConsent({ ...given, votes, delegations, policies, used, pins })
    : verifyDocument({ ...given, node: nodeDid })
  if (!verified.ok) return refused(verified)
  const fit = fitOf(verified.document.params)
  if (!task || !fit.ok) throw new Error('verified without a task, or with parameters that do not fit')
  const { document: approved, policies: approvedBy = [] } = verified
  return { ok: true, task, params: fit.params, document: approved, policies: approvedBy }
}
