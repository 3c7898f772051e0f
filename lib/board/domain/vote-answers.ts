import { z } from 'zod'
import { signedVoteAnswer } from '@/lib/jobs/domain/answers'
import { verdicts } from '@/lib/jobs/domain/reason'
import { answeredTime, anyJson } from '@/lib/kernel/json/answers'

// What a job's page and the API say of each vote and emergency approval.

const signatureAnswer = z
  .enum(['unsigned', 'verified', 'bad'])
  .describe('`bad`: it is not a signature of this decision')

const clock_difference = z
  .int()
  .nullable()
  .describe(
    'By how many seconds what was signed is dated after it arrived, below 0 before; null if unsigned or within 30 s',
  )

export const voteAnswer = z.strictObject({
  person_did: z.string(),
  person_name: z.string(),
  decision: z.enum(['approve', 'reject']),
  reason: z.string().nullable(),
  decided_at: answeredTime,
  revision: z.int(),
  withdrawn_at: answeredTime.nullable(),
  policy: z
    .strictObject({
      policy_id: z.guid(),
      name: z.string(),
      revision: z.int(),
      signed: anyJson
        .nullable()
        .describe(
          '{policy, key, signature}; null once the vote was withdrawn, or where it names a node that is hidden from you',
        ),
    })
    .nullable()
    .describe('The policy of the voter that gave this vote; `signature` is then that of the policy'),
  signature: signatureAnswer,
  clock_difference,
  signed: signedVoteAnswer.nullable().describe('Null where it is not signed, and once it was withdrawn'),
  does_not_count: z.string().nullable().describe('Why the vote does not count; null when it does'),
})

export const onNodeAnswer = z
  .strictObject({
    counts: z
      .enum(['yes', 'no', 'unknown', 'group'])
      .describe('`no`: it is refused here, too; `group`: it counts for a group on this server alone'),
    keys: z.array(z.string()).describe('Those of your keys with which it counts'),
    why: z.string().describe('In words, with what to do'),
  })
  .nullable()

export const emergencyAnswer = z.strictObject({
  person_did: z.string(),
  person_name: z.string(),
  reason: z.string(),
  approved_at: answeredTime,
  revision: z.int(),
  signature: signatureAnswer,
  clock_difference,
  signed: signedVoteAnswer.nullable(),
  review: z
    .strictObject({
      person_did: z.string(),
      person_name: z.string().nullable(),
      reviewed_at: answeredTime,
      verdict: z.enum(verdicts),
      text: z.string().nullable(),
    })
    .nullable()
    .describe('Null: it waits for its review'),
})
