'use server'

import { contextless } from '@/lib/auth/context'
import { passwordsOff } from '@/lib/auth/passwords-off'
import { signInWithPassword } from '@/lib/auth/sign-in'
import { ok, type Result } from '@/lib/kernel/errors'
import { codePath } from '@/lib/people/domain/return-path'
import { choosePassword } from '@/lib/people/services/choose-password'
import { join as joinHakim } from '@/lib/people/services/join'
import { publicAction } from '@/lib/transport/action'
import { fieldsOf, textField } from '@/lib/transport/fields'

/** Whoever holds the link of an invitation becomes that person, and is signed in. */
export async function join(input: unknown): Promise<Result<null>> {
  return publicAction(async () => {
    const off = passwordsOff()
    if (off) return off
    const joined = await joinHakim(await contextless(), input)
    if (!joined.ok) return joined
    const signedIn = await signInWithPassword(joined.value.email, textField(fieldsOf(input).password))
    return signedIn.ok ? ok(null) : signedIn
  })
}

/** Whoever holds the link of a reset chooses a new password, and is signed in; a second factor is still asked for. */
export async function resetPassword(input: unknown): Promise<Result<{ goTo?: string }>> {
  return publicAction(async () => {
    const off = passwordsOff()
    if (off) return off
    const chosen = await choosePassword(await contextless(), input)
    if (!chosen.ok) return chosen
    const signedIn = await signInWithPassword(chosen.value.email, textField(fieldsOf(input).password))
    if (!signedIn.ok) return signedIn
    return ok(signedIn.value.secondFactor ? { goTo: codePath('/') } : {})
  })
}
