import { headers } from 'next/headers'
import { config, readSecret } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import type { Failure, Result } from '@/lib/kernel/errors'
import { type TryCounter, tryCounter } from '@/lib/people/db/sign-in-tries'
import { auth } from './auth'
import { codeOnce } from './code-once'
import { countedTry } from './counted-try'
import { unreadableCodes } from './factor-secret'
import { recoveryCodeIn } from './recovery-codes'
import { deviceFor } from './remember-browser'
import { signedIn, startAgain, wrongCode } from './signed-in'

/** As for passwords: a browser that was signed in before has a count of its own, so that nobody can lock the owner out. */
async function counterFor(account: string): Promise<TryCounter> {
  const secret = readSecret(config())
  const device = await deviceFor(account)
  return device
    ? tryCounter(secret, 'device', `codes of ${device}`)
    : tryCounter(secret, 'account', `codes of ${account}`)
}

/** After the password: the code of an app, or a recovery code. */
export async function signInWithCode(given: string): Promise<Result<null>> {
  const sent = await headers()
  const { email } = await auth().api.codeHolder({ headers: sent })
  if (email === null) return startAgain
  const digits = given.replace(/\s/g, '')
  const guess = {
    counter: await counterFor(email),
    guessed: 'codes' as const,
    isWrong: (failure: Failure) => failure === wrongCode.error,
  }
  const { manager } = await database()
  const isOfApp = /^\d{6}$/.test(digits)
  const unreadable = await unreadableCodes(manager, email, isOfApp ? 'secret' : 'backup_codes')
  if (unreadable) return unreadable
  return countedTry(manager, guess, () =>
    isOfApp
      ? codeOnce(manager, { account: email, code: digits, refusedAs: 'unauthenticated' }, () =>
          signedIn(() => auth().api.verifyTOTP({ body: { code: digits }, headers: sent })),
        )
      : signedIn(() => auth().api.verifyBackupCode({ body: { code: recoveryCodeIn(given) }, headers: sent })),
  )
}
