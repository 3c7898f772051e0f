import { z } from 'zod'
import { anyDid } from '@/lib/kernel/did/did'
import { outcomes } from '@/lib/kernel/job-status'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { reasonText } from '@/lib/kernel/json/schemas'
import { instant, timeZone } from '@/lib/kernel/time/schemas'
import { taskName } from '@/lib/tasks/domain/task'
import { mostDecided } from './most-decided'
import { minEmergencyReason, reasonMissing, verdicts } from './reason'
import { unreadable } from './refusals'

// What people send about a job: one schema per call, used by services and by the API's description.

const jobWindow = z
  .strictObject({ start: instant, end: instant, time_zone: timeZone })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'must be after the start' })

const params = z.custom<JsonObject>(isJsonObject, 'must be a JSON object').meta({ type: 'object' })
const why = reasonText.min(1, reasonMissing)
const idempotency_key = z.string().min(1).max(200).optional()

const approval_hash = z
  .string()
  .refine(
    (text) => text === unreadable || /^[0-9a-f]{64}$/.test(text),
    'must be the approval_hash of the job as it was shown',
  )

const timing = { window: jobWindow.optional(), expires_at: instant.optional() }

const dry_run = z
  .boolean()
  .optional()
  .describe('Find out first what it would change; approvals wait for that, for ten minutes at most')

export const jobRequest = z.strictObject({
  target_node_did: anyDid,
  task_name: taskName,
  params: params.default({}),
  reason: why,
  idempotency_key,
  ...timing,
  retry_of: z.guid('must be the job_id of a job that has ended').optional(),
  dry_run,
})
export type JobRequest = z.infer<typeof jobRequest>
/** As forms and programs send it. */
export type RequestBody = z.input<typeof jobRequest>

/** Checked further by whoever verifies it. */
const signed = z
  .custom<JsonObject>(isJsonObject, 'must be a JSON object')
  .meta({ type: 'object' })
  .optional()
  .describe(
    'The signed decision, which whoever has a key for signing sends with an approval; without the owner its decision is `emergency` (docs/consent-format.md)',
  )

export const approval = z.strictObject({ approval_hash, reason: reasonText.optional(), signed })
export const rejection = z.strictObject({
  approval_hash,
  reason: reasonText.min(1, 'must say why; the requester reads it'),
  signed,
})

const object = z.custom<JsonObject>(isJsonObject, 'must be a JSON object').meta({ type: 'object' })

/** One decision about several jobs, each of which stands alone. */
export const decisions = z
  .strictObject({
    decision: z.enum(['approve', 'reject'], { error: 'must be approve or reject' }),
    reason: reasonText.optional(),
    jobs: z
      .array(z.strictObject({ job_id: z.guid(), approval_hash, statement: object.optional() }))
      .min(1, 'must name a job')
      .max(mostDecided, `must be at most ${mostDecided}`)
      .refine(
        (jobs) => new Set(jobs.map(({ job_id }) => job_id)).size === jobs.length,
        'must name each job once',
      ),
    list: object.nullable().optional(),
    signature: object.optional(),
  })
  .refine(({ decision, reason }) => decision === 'approve' || (reason ?? '') !== '', {
    path: ['reason'],
    message: 'must say why; the requester reads it',
  })
  .describe(
    'Whoever signs sends each statement beside its job, and the list of them with its one signature (docs/consent-format.md)',
  )

export const withdrawal = z.strictObject({ reason: reasonText.optional() })
export const withdrawals = z.strictObject({
  job_ids: z.array(z.guid()).min(1, 'must name a job').max(mostDecided),
})
export const skipping = z.strictObject({})
export const cancellation = z.strictObject({ reason: reasonText.optional() })

/** A missing field stays as it is; a window of null removes the window. */
export const revision = z
  .strictObject({
    params: params.optional(),
    window: jobWindow.nullable().optional(),
    expires_at: instant.optional(),
    reason: reasonText.optional(),
  })
  .refine(
    (change) => change.params !== undefined || change.window !== undefined || change.expires_at !== undefined,
    'must have params, window or expires_at: nothing else can be changed',
  )

export type Revision = z.infer<typeof revision>
export type RevisionBody = z.input<typeof revision>

export const retry = z.strictObject({ reason: why, idempotency_key, ...timing, dry_run })

export const emergencyApproval = z.strictObject({
  approval_hash,
  reason: reasonText.min(
    minEmergencyReason,
    `must say in at least ${minEmergencyReason} characters why this cannot wait for the owner`,
  ),
  signed,
})

export const emergencyReview = z.strictObject({
  verdict: z.enum(verdicts, { error: `must be ${verdicts.join(' or ')}` }),
  review: reasonText.min(1, 'must say what the review found'),
})

export const resolution = z.strictObject({
  outcome: z.enum(outcomes, { error: `must be ${outcomes.join(' or ')}` }),
  reason: reasonText.min(1, 'must say what you found on the node'),
})
