import { z } from 'zod'
import { answeredTime, anyJson, count } from '@/lib/kernel/json/answers'
import { policyStates } from './policy-state'

// Answers to calls about policies: one schema each, for the API's description, its routes and the tests of both.

const revision = z.strictObject({
  revision: count,
  state: z.enum(policyStates),
  digest: z.string().describe('SHA-256 of what was signed, in hex'),
  signed: anyJson.describe('{policy, key, signature}, as docs/consent-format.md has it'),
  signed_at: answeredTime,
  ended_at: answeredTime.nullable().describe('When its owner ended it, replaced it or revoked its key'),
  approvals: count.describe('How many jobs it has approved'),
})

export const policiesAnswer = z.strictObject({
  policies: z.array(
    z
      .strictObject({
        policy_id: z.guid(),
        name: z.string(),
        person: z.strictObject({ did: z.string(), name: z.string() }),
        revisions: z.array(revision).describe('Newest first; only the newest can be in force'),
      })
      .meta({ id: 'Policy' }),
  ),
})

export const policySignedAnswer = z.strictObject({ policy_id: z.guid(), revision: count })
export const policyEndedAnswer = z.strictObject({ policy_id: z.guid() })
