import { z } from 'zod'
import { answeredTime, count, warnings } from '@/lib/kernel/json/answers'
import { role } from '@/lib/kernel/role'
import { personStates } from './person-state'

// Answers about people: one schema each, for the API's description, its routes and the tests of both.

const did = z.string()

export const peopleAnswer = z.strictObject({
  people: z.array(
    z
      .strictObject({
        invitation_id: z.guid().nullable().describe('Of an invitation, which has no DID and no name yet'),
        did: did.nullable(),
        name: z.string().nullable(),
        email: z.string(),
        role,
        state: z.enum(personStates),
        erased: z.boolean(),
        state_reason: z.string().nullable().describe('Why they were disabled or enabled last'),
        created_at: answeredTime,
        last_sign_in_at: answeredTime.nullable(),
        disabled_at: answeredTime.nullable(),
        expires_at: answeredTime.nullable().describe('When the link of an invitation stops working'),
        nodes: count.describe('How many they own'),
        sessions: count,
        second_factor: z.boolean().describe('Whether the password needs a code beside it'),
        passkeys: count,
      })
      .meta({ id: 'Person' }),
  ),
  counts: z.strictObject({ active: count, invited: count, disabled: count }),
})

const link = z.string().nullable().describe('Shown this once; null when it was sent by mail')

export const invitationAnswer = z
  .strictObject({
    invitation_id: z.guid(),
    email: z.string(),
    role,
    expires_at: answeredTime,
    link,
    warnings,
  })
  .meta({ id: 'Invitation' })

export const withdrawnAnswer = z.strictObject({ invitation_id: z.guid(), email: z.string() })
export const roleAnswer = z.strictObject({ did, role, warnings })
export const personAnswer = z.strictObject({ did })
export const disabledAnswer = z.strictObject({ did, sessions_ended: count })
export const removedFactorsAnswer = z.strictObject({
  did,
  second_factor: z.boolean().describe('Whether there was one'),
  passkeys: count.describe('How many there were'),
  sessions_ended: count,
})
export const resetAnswer = z.strictObject({
  did,
  email: z.string(),
  expires_at: answeredTime,
  link,
  warnings,
})

export const sessionsAnswer = z.strictObject({
  sessions: z.array(
    z
      .strictObject({
        session_id: z.string(),
        created_at: answeredTime,
        updated_at: answeredTime.describe('Prolonged once a day while it is used'),
        expires_at: answeredTime,
        ip_address: z.string().nullable(),
        user_agent: z.string().nullable(),
      })
      .meta({ id: 'Session' }),
  ),
})

export const exportAnswer = z
  .strictObject({
    exported_at: answeredTime,
    person: z.strictObject({
      did,
      name: z.string(),
      email: z.string(),
      role,
      created_at: answeredTime,
      last_sign_in_at: answeredTime.nullable(),
      disabled_at: answeredTime.nullable(),
      state_reason: z.string().nullable(),
    }),
    lists: z.record(z.string(), z.array(z.unknown())),
    cut: z.array(z.string()).describe('Lists of which only the newest 10,000 entries are here'),
  })
  .meta({ id: 'PersonExport' })
