import { z } from 'zod'
import { shownName } from '@/lib/kernel/json/schemas'
import { minPasswordLength } from './password'

// What people are made of, wherever it is sent: the first set-up, an invitation, the terminal.

export const personName = shownName()

export const newPassword = z
  .string()
  .min(minPasswordLength, `must have at least ${minPasswordLength} characters`)
  .max(200, 'must have at most 200 characters')

/** In lower case, as it is stored and compared. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(255, 'must have at most 255 characters')
  .pipe(z.email('must be an e-mail address'))
