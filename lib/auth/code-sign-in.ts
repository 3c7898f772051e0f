import { headers } from 'next/headers'
import type { EntityManager } from 'typeorm'
import { config, readSecret } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { type Failure, fail, type Result } from '@/lib/kernel/errors'
import { giveCodeBack, takeCode } from '@/lib/people/db/challenges'
import { type TryCounter, tryCounter } from '@/lib/people/db/sign-in-tries'
import { auth } from './auth'
import { countedTry } from './counted-try'
import { unreadableCodes } from './factor-secret'
import { recoveryCodeIn } from './recovery-codes'
import { deviceFor } from './remember-browser'
import { signedIn, startAgain, wrongCode } from './signed-in'

const usedCode = fail('unauthenticated', 'This code has just been used. Wait for the next one.', {
  fields: [{ path: 'code', message: 'has just been used' }],
})

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
      ? once(manager, { account: email, code: digits }, () =>
          signedIn(() => auth().api.verifyTOTP({ body: { code: digits }, headers: sent })),
        )
      : signedIn(() => auth().api.verifyBackupCode({ body: { code: recoveryCodeIn(given) }, headers: sent })),
  )
}

/** Somebody may have seen the code that an app shows; it signs in once all the same. */
async function once(
  db: EntityManager,
  { account, code }: { account: string; code: string },
  work: () => Promise<Result<null>>,
): Promise<Result<null>> {
  if (!(await takeCode(db, account, code))) return usedCode
  let isRight = false
  try {
    const result = await work()
    isRight = result.ok
    return result
  } finally {
    if (!isRight) await giveCodeBack(db, account, code)
  }
}
