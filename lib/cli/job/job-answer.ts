import { z } from 'zod'

// What these commands read of the server's answers; a newer server may send more.

const listedJob = z.looseObject({
  job_id: z.string(),
  status: z.string(),
  task_name: z.string(),
  target_node_did: z.string(),
  requester_did: z.string(),
  created_at: z.string().nullable(),
})
export type ListedJob = z.infer<typeof listedJob>

export const listedJobs = z.looseObject({ jobs: z.array(listedJob), next_cursor: z.string().nullable() })

const vote = z.looseObject({
  person_did: z.string(),
  decision: z.string(),
  reason: z.string().nullable(),
  decided_at: z.string(),
  withdrawn_at: z.string().nullable(),
  does_not_count: z.string().nullable(),
  signature: z.string(),
  clock_difference: z.number().nullish(),
})

const emergencyApproval = z.looseObject({
  person_did: z.string(),
  reason: z.string(),
  approved_at: z.string(),
  signature: z.string(),
  clock_difference: z.number().nullish(),
  review: z
    .looseObject({
      person_did: z.string(),
      reviewed_at: z.string(),
      verdict: z.string(),
      text: z.string().nullable(),
    })
    .nullable(),
})

const pins = z.looseObject({
  required: z.number(),
  owners: z.array(z.looseObject({ person: z.string(), keys: z.array(z.string()) })),
  emergency: z.number(),
  delegation: z.boolean().optional(),
})

/** One job; `document` is checked by whoever uses it. */
export const oneJob = listedJob.extend({
  reason: z.string().nullable(),
  approval_hash: z.string(),
  document: z.unknown(),
  changes: z.array(
    z.looseObject({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  ran: z.array(z.string()).nullable(),
  /** `result` is checked by whoever uses it; an older server sends nothing. */
  dry_run: z.looseObject({ state: z.string(), result: z.unknown() }).nullish(),
  cannot_be_approved: z.string().nullable(),
  your_approval: z
    .looseObject({
      on_node: z.looseObject({ why: z.string() }).nullable(),
      in_emergency_on_node: z.looseObject({ why: z.string() }).nullable(),
      not_signed: z.string().nullable(),
    })
    .nullish(),
  progress: z.looseObject({ percent: z.number().nullable(), message: z.string().nullable() }),
  consent: z.looseObject({
    lacks: z.string().nullable(),
    votes: z.array(vote),
    emergency: z.array(emergencyApproval),
    pins: pins.nullable(),
  }),
})
export type OneJob = z.infer<typeof oneJob>

/** What is there of a job on a node that was hidden from its requester. */
export const hiddenJob = z.looseObject({
  restricted: z.literal(true),
  job_id: z.string(),
  status: z.string(),
})

export const requestedJob = z.looseObject({ job_id: z.string(), status: z.string() })
export const decided = z.looseObject({ status: z.string(), lacks: z.string().nullable() })
export const cancelled = z.looseObject({ status: z.string(), cancel_requested: z.boolean() })

export const logPage = z.looseObject({
  lines: z.array(z.looseObject({ at: z.string(), stream: z.string(), line: z.string() })),
  next_after: z.number().nullable(),
})
export type LogPage = z.infer<typeof logPage>
