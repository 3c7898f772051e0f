import { z } from 'zod'
import { jobStatuses } from '@/lib/kernel/job-status'
import { answeredTime, anyJson, count } from '@/lib/kernel/json/answers'

// Answers to calls about jobs: one schema each, for the API's description, its routes and the tests of both.

const status = z.enum(jobStatuses).describe('The status that the job has now')

export const statusAnswer = z.strictObject({ status })

export const decidedAnswer = z.strictObject({
  status,
  lacks: z.string().nullable().describe('What its rules still require; null when nothing'),
})

export const decisionsAnswer = z.strictObject({
  results: z
    .array(
      z.strictObject({
        job_id: z.guid(),
        decided: decidedAnswer.nullable().describe('null: nothing was decided about it'),
        failure: z
          .strictObject({
            kind: z.string(),
            detail: z.string(),
            present: z.string().nullable().describe('The status that it has now, where that matters'),
          })
          .nullable(),
      }),
    )
    .describe('Of each job by itself, in the order sent'),
})

export const withdrawalsAnswer = z.strictObject({
  withdrawn: z
    .array(z.guid())
    .describe('Those of which it was not too late, and which the person may withdraw'),
})

export const cancelledAnswer = z.strictObject({
  status,
  cancel_requested: z.boolean().describe('The agent has been asked to stop and has not confirmed yet'),
})

export const progressAnswer = z.strictObject({
  status,
  lease_seconds: count,
  cancel_requested: z.boolean().describe('Stop, and end the job with /fail and `cancelled`'),
})

export const takenAnswer = z.strictObject({ taken: z.literal(true) })

export const windowAnswer = z
  .strictObject({ start: answeredTime, end: answeredTime, time_zone: z.string() })
  .nullable()
  .describe('When it may run; null: at any time')

/** The columns of `maintenance_jobs`, whoever wrote them. */
export const jobRow = {
  job_id: z.guid(),
  target_node_did: z.string(),
  requester_did: z.string(),
  task_name: z.string(),
  params: anyJson,
  status: z.string(),
  status_history: anyJson,
  created_at: answeredTime.nullable(),
  completed_at: answeredTime.nullable(),
}

export const approvalHashAnswer = z
  .string()
  .describe('The digest of the approval document, in hex; `unreadable` where nobody can review it')

export const documentAnswer = z
  .looseObject({ version: z.literal(3), job_id: z.guid(), revision: z.int(), task: z.string() })
  .describe('Exactly what an approval covers, as docs/consent-format.md says')

export const signedVoteAnswer = z
  .looseObject({})
  .describe('A signed decision: statement, list and signature, as docs/consent-format.md says')

// Its history has no limit, agents read one megabyte, and none needs it.
const { status_history: _, ...handedOut } = jobRow

const claimedJob = z
  .strictObject({
    ...handedOut,
    window: windowAnswer,
    expires_at: answeredTime.nullable(),
    approval_hash: approvalHashAnswer,
    document: documentAnswer,
    votes: z.array(signedVoteAnswer),
    delegations: z.array(anyJson),
    policies: z.array(anyJson),
  })
  .meta({ id: 'ClaimedJob' })

const otherAgent = z
  .string()
  .nullable()
  .describe(
    'Where another agent runs that uses this token at the same time: its host, with its instance if that is the same host; only one of them gets jobs',
  )

const wantedDryRun = z
  .strictObject({
    ...{ job_id: z.guid(), revision: z.int(), task_name: z.string(), params: anyJson },
    offer_digest: z.string(),
  })
  .describe(
    'A pending request of which somebody wants to know what it would change, for `POST /jobs/{job_id}/dry-run`',
  )

export const claimAnswer = z.union([
  z.strictObject({
    job: claimedJob,
    claim_token: z.string(),
    lease_seconds: count,
    other_agent: otherAgent,
  }),
  z.strictObject({ job: z.null(), other_agent: otherAgent, dry_run: wantedDryRun.optional() }),
])

export const announcedAnswer = z.strictObject({ tasks: count.describe('How many the node offers') })

const mentioned = z
  .array(z.strictObject({ person_did: z.string(), person_name: z.string() }))
  .describe('Whom its text mentions')

export const followedAnswer = z.strictObject({ following: z.boolean() })

export const commentedAnswer = z.strictObject({ comment_id: z.guid(), mentioned })

export const commentsAnswer = z.strictObject({
  comments: z.array(
    z
      .strictObject({
        comment_id: z.guid(),
        person_did: z.string(),
        person_name: z.string(),
        at: answeredTime,
        text: z.string().describe('Plain text, never markup'),
        mentioned,
        asks: z.boolean().describe('It is a question to the requester'),
        open: z.boolean().describe('It is a question, and the request waits for its answer'),
        answered_at: answeredTime.nullable(),
      })
      .meta({ id: 'JobComment' }),
  ),
  needs_information: z.boolean().describe('One of its questions is open'),
})
