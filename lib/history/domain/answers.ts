import { z } from 'zod'
import {
  keptFinding,
  outcomes,
  verificationProgress,
  verificationReport,
} from '@/lib/audit/domain/verification'
import { answeredTime, nextCursor } from '@/lib/kernel/json/answers'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

const entryAnswer = z
  .strictObject({
    event_id: z.int(),
    stream: z.string(),
    seq: z.int(),
    at: z.string().nullable().describe('What the entry says of its time'),
    kind: z.string(),
    sentence: z.string(),
    actor_did: z.string().nullable(),
    node_did: z.string().nullable(),
    job_id: z.string().nullable(),
    body: z.string().describe('The JSON text that was hashed'),
    prev_hash: hash.nullable(),
    hash,
    hash_matches: z.boolean().describe('The hash follows from prev_hash and body'),
    prev_matches: z.boolean().describe('prev_hash is the hash of the entry before in its chain'),
    checkpoint: z
      .strictObject({ checkpoint_no: z.int(), created_at: z.string(), matches: z.boolean() })
      .nullable()
      .describe('null: no checkpoint covers the entry yet'),
  })
  .meta({ id: 'AuditEntry' })

export const auditAnswer = z.strictObject({
  entries: z.array(entryAnswer),
  searched_to: z
    .int()
    .nullable()
    .describe('The page ends early: only entries from this event_id on were searched'),
  next_cursor: nextCursor,
})

const findingAnswer = keptFinding.extend({
  id: hash.describe('Names the finding from one verification to the next'),
  notes: z.array(
    z.strictObject({
      at: z.string(),
      actor_did: z.string().nullable(),
      note: z.string().describe('What was done about it'),
    }),
  ),
})

const verificationAnswer = z
  .strictObject({
    run_id: z.int(),
    asked_at: answeredTime,
    asked_by: z.string().nullable().describe('null: the nightly run'),
    started_at: answeredTime.nullable(),
    ended_at: answeredTime.nullable(),
    outcome: z.enum(outcomes).nullable(),
    stopping: z.boolean(),
    progress: verificationProgress.nullable(),
    report: verificationReport.extend({ findings: z.array(findingAnswer) }).nullable(),
  })
  .meta({ id: 'AuditVerification' })

export const verificationsAnswer = z.strictObject({
  current: verificationAnswer.nullable(),
  last: verificationAnswer.nullable(),
})

export const notedAnswer = z.strictObject({ finding_id: hash })
export const startedAnswer = z.strictObject({ run_id: z.int() })
export const stoppingAnswer = z.strictObject({
  stopping: z.boolean().describe('false: no verification was under way'),
})
