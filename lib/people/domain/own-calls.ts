import { z } from 'zod'
import { newPassword, personName } from './person-fields'

// What people send about their own account; `current` is the password that they have now.

const current = z.string().min(1, 'is required').max(200, 'is not your current one')

export const renaming = z.strictObject({ name: personName })
export const currentPassword = z.strictObject({ current })
export const passwordChange = z.strictObject({ current, password: newPassword })
export const passkeyRemoval = z.strictObject({ id: z.string().max(200), current })

/** What the browser answers is checked by the library of passkeys. */
export const newPasskey = z.strictObject({ name: personName, response: z.record(z.string(), z.unknown()) })
