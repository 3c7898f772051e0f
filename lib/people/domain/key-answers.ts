import { z } from 'zod'
import { answeredTime, warnings } from '@/lib/kernel/json/answers'

// Answers about keys for signing: one schema each, for the API's description, its routes and the tests of both.

export const keyAnswer = z
  .strictObject({
    key_id: z.guid(),
    key: z.string().describe('The did:key'),
    kind: z.enum(['ed25519', 'p256', 'passkey']),
    name: z.string(),
    enrolled_at: answeredTime,
    expires_at: answeredTime.nullable().describe('Null: never'),
    revoked_at: answeredTime.nullable(),
    last_used_at: answeredTime.nullable(),
    counter_fell_at: answeredTime
      .nullable()
      .describe(
        'When a passkey said that it had signed no more often than before: there may be a copy of it',
      ),
  })
  .meta({ id: 'Key' })

export const enrolledKeyAnswer = keyAnswer
  .extend({
    warnings: warnings.describe('Such as a mail to somebody who owns nodes with you that was not sent'),
  })
  .meta({ id: 'EnrolledKey' })

export const keysAnswer = z.strictObject({
  person_did: z.string().describe('Whose keys they are, as a statement names its person'),
  keys: z.array(keyAnswer),
})

export const revokedKeyAnswer = z.strictObject({ key_id: z.guid() })
