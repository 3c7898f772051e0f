import { z } from 'zod'
import { nodeTrust } from '@/lib/fleet/domain/node-trust'
import {
  approvalHashAnswer,
  documentAnswer,
  jobRow,
  signedVoteAnswer,
  windowAnswer,
} from '@/lib/jobs/domain/answers'
import { answeredTime, anyJson, nextCursor } from '@/lib/kernel/json/answers'
import { dryRunResult } from '@/lib/signing/domain/dry-run'
import { verdictAnswer, verdictName } from '@/lib/verdicts/domain/answers'
import { emergencyAnswer, onNodeAnswer, voteAnswer } from './vote-answers'

// A job as it is read: one schema for the API's description, its routes and the tests of both.

export const jobAnswer = z
  .strictObject({
    ...jobRow,
    reason: z.string().nullable(),
    started_at: answeredTime.nullable(),
    progress: z.strictObject({ percent: z.int().nullable(), message: z.string().nullable() }),
    result: anyJson,
    revision: z.int(),
    window: windowAnswer,
    expires_at: answeredTime.nullable(),
    approval_hash: approvalHashAnswer,
    settled_verdict: verdictName
      .nullable()
      .describe('Whether it helped; null while that is not settled, and for a job that has not run'),
    came_back_at: answeredTime.nullable().describe('When the illness was back, if it was within 7 d'),
    needs_information: z.boolean().describe('Its requester has to answer a question before it is decided'),
    in_log: z
      .boolean()
      .describe(
        'false: the audit log does not bear out this job: its request, parameters, moves and votes, and for a single job its details; trust none of it',
      ),
  })
  .meta({ id: 'Job' })

/** One job with all that somebody needs who decides on it without the page. */
const jobDetailAnswer = jobAnswer
  .extend({
    document: documentAnswer.nullable(),
    fingerprint: z
      .array(z.string())
      .describe('The first 66 bits of the approval hash as six words; empty without one'),
    changes: z
      .array(
        z.strictObject({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
      )
      .describe('What differs from the revision before'),
    dry_run: z
      .strictObject({
        state: z.enum(['waiting', 'given_up', 'found', 'wrong']),
        until: answeredTime.nullable().describe('How long approvals wait for it, or waited'),
        result: dryRunResult
          .nullable()
          .describe('What the node found out that this would change; `document.dry_run` names its digest'),
        problem: z.string().nullable().describe('How it is not the one that the document names'),
      })
      .nullable()
      .describe('null: nobody asked what this would change'),
    verdict: verdictAnswer
      .nullable()
      .describe('Whether it helped, also while that is preliminary; null as long as nobody has looked'),
    ran: z.array(z.string()).nullable().describe('The argument vector that the agent says it ran'),
    cannot_be_approved: z
      .string()
      .nullable()
      .describe('Why nobody can approve it as it stands; null when somebody could, or it is decided'),
    your_approval: z
      .strictObject({
        on_node: onNodeAnswer.describe(
          'Whether the node counts your approval, by the pins that its agent has announced; null without any',
        ),
        in_emergency_on_node: onNodeAnswer.describe('The same of an emergency approval'),
        not_signed: z
          .string()
          .nullable()
          .describe(
            'Why your approval would not be signed any more; null with a key, and if you never had one',
          ),
      })
      .nullable()
      .describe('What an approval of yours would be; null if you cannot approve it'),
    consent: z.strictObject({
      met: z.boolean(),
      lacks: z.string().nullable().describe('What its rules still require; null when nothing'),
      needed: z.array(
        z.strictObject({
          group: z.string().nullable().describe('null: the owners of the node and their delegates'),
          votes: z.int(),
          given: z.int(),
        }),
      ),
      votes: z.array(voteAnswer),
      emergency: z
        .array(emergencyAnswer)
        .describe('Approvals without the owner; those that wait for their review come first'),
      pins: nodeTrust
        .nullable()
        .describe(
          'Whose signatures the node requires besides, as its agent says now; null: it trusts the server, as far as is known',
        ),
    }),
  })
  .meta({ id: 'JobDetail' })

/** What requesters see of a job whose node was restricted and is hidden from them. */
const restrictedJobAnswer = z
  .strictObject({
    job_id: z.guid(),
    status: z.string(),
    created_at: answeredTime.nullable(),
    started_at: answeredTime.nullable(),
    completed_at: answeredTime.nullable(),
    restricted: z.literal(true),
  })
  .meta({ id: 'RestrictedJob' })

export const jobOrRestAnswer = z.union([jobDetailAnswer, restrictedJobAnswer])

export const consentExportAnswer = z.strictObject({
  document: documentAnswer,
  digest: z.string(),
  votes: z.array(signedVoteAnswer).describe('The signed votes of the node’s owners on the latest revision'),
  delegations: z.array(anyJson),
  policies: z.array(z.strictObject({ signed: anyJson, approved_at: answeredTime })).optional(),
  dry_run: dryRunResult.optional().describe('What the document names by its digest'),
})

export const jobsAnswer = z.strictObject({
  jobs: z.array(jobAnswer),
  restricted: z
    .array(restrictedJobAnswer)
    .describe('Jobs of this page that the caller requested on nodes that were then hidden from them'),
  next_cursor: nextCursor,
})

export const jobLogAnswer = z.strictObject({
  job_id: z.guid(),
  lines: z.array(
    z.strictObject({
      seq: z.int().describe('Grows from line to line, with gaps'),
      at: answeredTime,
      stream: z.enum(['stdout', 'stderr', 'system']),
      line: z.string().describe('May hold sequences for text colours (ESC [ … m)'),
    }),
  ),
  next_after: z.int().nullable().describe('`after` of the next page; null at the end'),
  next_before: z
    .int()
    .nullable()
    .describe('`before` of the page before it; null unless asked for by `before`'),
})
