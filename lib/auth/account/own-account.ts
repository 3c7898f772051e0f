import { APIError } from 'better-auth/api'
import type { DataSource, EntityManager } from 'typeorm'
import { countedTry } from '@/lib/auth/counted-try'
import { config, readSecret } from '@/lib/config'
import { type Failure, fail, ok, type Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { hasPassword } from '@/lib/people/db/own-account'
import { localIdPrefix } from '@/lib/people/db/people'
import { tryCounter } from '@/lib/people/db/sign-in-tries'

export type OwnContext = { db: DataSource; viewer: PersonViewer }

/** Why this person has no password here, and nothing that would protect it; null when they have one. */
export async function ownRefusal(db: EntityManager, id: string): Promise<string | null> {
  if (id.startsWith(localIdPrefix))
    return 'This account of local mode opens with one click: it has no password, no second factor and no passkeys.'
  if (!config().passwordSignIn)
    return 'Everybody signs in with a provider here. Passwords, second factors and passkeys are switched off.'
  return (await hasPassword(db, id))
    ? null
    : 'You sign in with a provider, which keeps your password and your second factor. To have them here as well, ask an administrator to reset your sign-in.'
}

const wrongPassword = fail('invalid', 'This is not your password.', {
  fields: [{ path: 'current', message: 'is not your current one' }],
})

/** better-auth's refusals that people meet, by its codes. */
const refusals: Record<string, { ok: false; error: Failure }> = {
  INVALID_PASSWORD: wrongPassword,
  INVALID_CODE: fail('invalid', 'This code is wrong or too old.', {
    fields: [{ path: 'code', message: 'is wrong or too old; enter the one that the app shows now' }],
  }),
  TOTP_ALREADY_ENABLED: fail('conflict', 'The second factor is on already.'),
  TOTP_NOT_ENABLED: fail('conflict', 'Start again: set up the second factor first.'),
  TWO_FACTOR_NOT_ENABLED: fail('conflict', 'The second factor is off.'),
  CHALLENGE_NOT_FOUND: fail('conflict', 'This took more than five minutes. Try again.'),
  USER_NOT_VERIFIED: fail(
    'invalid',
    'This device has not checked who you are. Use one with a PIN, a finger or a face.',
  ),
  FAILED_TO_VERIFY_REGISTRATION: fail('invalid', 'The browser’s answer does not fit this server. Try again.'),
}

/** An expected refusal of better-auth in our words; anything else is thrown. */
function refusedByAuth(error: unknown): { ok: false; error: Failure } {
  const code = error instanceof APIError ? error.body?.code : undefined
  const known = typeof code === 'string' ? refusals[code] : undefined
  if (known) return known
  throw error
}

/** Calls better-auth as this person, who has a password here. */
export async function asOwner<T>({ db, viewer }: OwnContext, work: () => Promise<T>): Promise<Result<T>> {
  const refusal = await ownRefusal(db.manager, viewer.id)
  if (refusal) return fail('forbidden', refusal)
  try {
    return ok(await work())
  } catch (error) {
    return refusedByAuth(error)
  }
}

/** The same where the current password is asked for: whoever has only found an open browser cannot guess it. */
export const withPassword = <T>(ctx: OwnContext, work: () => Promise<T>): Promise<Result<T>> =>
  countedTry(
    ctx.db.manager,
    {
      counter: tryCounter(readSecret(config()), 'device', `own password of ${ctx.viewer.id}`),
      guessed: 'passwords',
      isWrong: (failure) => failure === wrongPassword.error,
    },
    () => asOwner(ctx, work),
  )
