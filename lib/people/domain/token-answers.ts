import { z } from 'zod'
import { answeredTime, nextCursor } from '@/lib/kernel/json/answers'
import { scopes } from '@/lib/kernel/scope'
import { tokenStates } from './token-state'

// Answers about tokens: one schema each, for the API's description, its routes and the tests of both.

const scopeList = z.array(z.enum(scopes))

const tokenAnswer = z
  .strictObject({
    token_id: z.guid(),
    name: z.string().nullable(),
    node_did: z.string().nullable().describe('The node whose agent has it'),
    person_did: z.string().nullable().describe('The person who has it'),
    scopes: scopeList,
    created_at: answeredTime,
    expires_at: answeredTime.nullable().describe('Null: never'),
    revoked_at: answeredTime.nullable(),
    last_used_at: answeredTime.nullable().describe('To the minute'),
    state: z.enum(tokenStates),
  })
  .meta({ id: 'Token' })

export const tokensAnswer = z.strictObject({ tokens: z.array(tokenAnswer), next_cursor: nextCursor })

/** Only this answer and the next one ever hold a token itself. */
export const createdTokenAnswer = z
  .strictObject({
    token_id: z.guid(),
    token: z.string().describe('Shown this once'),
    scopes: scopeList,
    expires_at: answeredTime.nullable().describe('Null: never'),
  })
  .meta({ id: 'CreatedToken' })

export const rotatedTokenAnswer = createdTokenAnswer
  .extend({ old_expires_at: answeredTime.describe('When the old token ends at the latest') })
  .meta({ id: 'RotatedToken' })

export const revokedTokenAnswer = z.strictObject({ token_id: z.guid(), revoked_at: answeredTime })
