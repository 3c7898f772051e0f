import { z } from 'zod'
import { requiredReason, storableText } from '@/lib/kernel/json/schemas'
import { role } from '@/lib/kernel/role'
import { filterText, whole } from '@/lib/kernel/url/query'
import { emailAddress, newPassword, personName } from './person-fields'
import { personStates } from './person-state'

// What administrators and invited people send: one schema per call, used by services, forms and the API's description.

export const invitation = z.strictObject({ email: emailAddress, role })
export const roleChange = z.strictObject({ role })

/** Why somebody is disabled or enabled. */
export const stateChange = z.strictObject({ reason: requiredReason })

/** Erasing is asked for twice: whoever does it writes the address that is to be erased. */
export const erasure = z.strictObject({ email: storableText.trim().toLowerCase() })

export const joining = z.strictObject({ token: z.string(), name: personName, password: newPassword })
export const passwordChoice = z.strictObject({ token: z.string(), password: newPassword })

export const peopleQuery = z.strictObject({
  q: filterText.optional(),
  state: z.enum(personStates, { error: `must be one of ${personStates.join(', ')}` }).optional(),
  role: role.optional(),
  offset: whole(0, 1_000_000, 0),
  limit: whole(1, 200, 25),
})
export type PeopleQuery = z.infer<typeof peopleQuery>
