import { config } from '@/lib/config'
import { type Failure, fail } from '@/lib/kernel/errors'

/** The refusal where people sign in with a provider only; null where passwords, codes and passkeys are taken. */
export const passwordsOff = (): { ok: false; error: Failure } | null =>
  config().passwordSignIn
    ? null
    : fail('forbidden', 'Passwords and passkeys are switched off here; sign in with one of the providers.')
