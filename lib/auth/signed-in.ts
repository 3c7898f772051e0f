import { APIError } from 'better-auth/api'
import { guardFailure } from '@/lib/db/connection/failures'
import { type Failure, fail, ok, type Result } from '@/lib/kernel/errors'
import { endSignIn } from './remember-browser'

export const wrongCode = fail('unauthenticated', 'This code is wrong or too old.', {
  fields: [{ path: 'code', message: 'is wrong or too old' }],
})
export const startAgain = fail(
  'unauthenticated',
  'Enter your password again: a code is asked for within ten minutes of it.',
)

/** better-auth's refusals that people meet, by its codes. */
const refusals: Record<string, { ok: false; error: Failure }> = {
  INVALID_CODE: wrongCode,
  INVALID_BACKUP_CODE: wrongCode,
  INVALID_TWO_FACTOR_COOKIE: startAgain,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: fail(
    'unauthenticated',
    'Too many wrong codes. Enter your password again.',
  ),
  TOTP_NOT_ENABLED: startAgain,
  BACKUP_CODES_NOT_ENABLED: startAgain,
  CHALLENGE_NOT_FOUND: fail('unauthenticated', 'This took more than five minutes. Try again.'),
  PASSKEY_NOT_FOUND: fail('unauthenticated', 'This passkey is not known here. Sign in another way.'),
  AUTHENTICATION_FAILED: fail(
    'unauthenticated',
    'This passkey was not accepted. Try again, or sign in another way.',
  ),
  ACCOUNT_DISABLED: fail('forbidden', 'This account is disabled. An administrator can enable it.'),
  USER_NOT_VERIFIED: fail(
    'unauthenticated',
    'Your device has not checked who you are. Use one with a PIN, a finger or a face.',
  ),
}

/** Another browser has used up the same recovery code at the same moment. */
const codeTaken = fail('conflict', 'This recovery code was just used elsewhere. Enter another one.')

/** Does the last step of a sign-in, or says in our words why it was refused. */
export async function signedIn(
  work: () => Promise<{ user: { id: string; email: string } }>,
): Promise<Result<null>> {
  try {
    const { user } = await work()
    await endSignIn(user)
    return ok(null)
  } catch (error) {
    if (error instanceof APIError && error.status === 'CONFLICT') return codeTaken
    const code = error instanceof APIError ? error.body?.code : undefined
    const known = typeof code === 'string' ? refusals[code] : undefined
    if (known) return known
    // The account is disabled.
    const refusal = guardFailure(error)
    if (refusal) return { ok: false, error: refusal }
    throw error
  }
}
