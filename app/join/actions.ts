'use server'

import { contextless } from '@/lib/auth/context'
import { signInWithPassword } from '@/lib/auth/sign-in'
import { config } from '@/lib/config'
import { fail, type Result } from '@/lib/kernel/errors'
import { choosePassword } from '@/lib/people/services/choose-password'
import { join as joinHakim } from '@/lib/people/services/join'
import { publicAction } from '@/lib/transport/action'
import { fieldsOf, textField } from '@/lib/transport/fields'

const noPasswords = () =>
  fail('forbidden', 'Passwords are switched off here; sign in with one of the providers.')

/** Whoever holds the link of an invitation becomes that person, and is signed in. */
export async function join(input: unknown): Promise<Result<null>> {
  return publicAction(async () => {
    if (!config().passwordSignIn) return noPasswords()
    const joined = await joinHakim(await contextless(), input)
    return joined.ok ? signInWithPassword(joined.value.email, textField(fieldsOf(input).password)) : joined
  })
}

/** Whoever holds the link of a reset chooses a new password, and is signed in. */
export async function resetPassword(input: unknown): Promise<Result<null>> {
  return publicAction(async () => {
    if (!config().passwordSignIn) return noPasswords()
    const chosen = await choosePassword(await contextless(), input)
    return chosen.ok ? signInWithPassword(chosen.value.email, textField(fieldsOf(input).password)) : chosen
  })
}
