'use server'

import { redirect } from 'next/navigation'
import { signInLocally, signInWithPassword, signOutHere } from '@/lib/auth/sign-in'
import { config } from '@/lib/config'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'
import { role } from '@/lib/kernel/role'
import { publicAction } from '@/lib/transport/action'
import { textField } from '@/lib/transport/fields'

export async function signIn(input: unknown): Promise<Result<null>> {
  return publicAction(async () => {
    if (!config().passwordSignIn)
      return fail('forbidden', 'Passwords are switched off here; sign in with one of the providers.')
    const { email, password } = isJsonObject(input) ? input : {}
    const missing = [
      ...(textField(email) ? [] : [{ path: 'email', message: 'is required' }]),
      ...(textField(password) ? [] : [{ path: 'password', message: 'is required' }]),
    ]
    if (missing.length > 0) return fail('invalid', 'Fill in both fields.', { fields: missing })
    return signInWithPassword(textField(email).slice(0, 320), textField(password).slice(0, 200))
  })
}

/** One click, local mode only. */
export async function signInAs(input: unknown): Promise<Result<null>> {
  return publicAction(async () => {
    const chosen = role.safeParse(isJsonObject(input) ? input.role : undefined)
    return chosen.success ? signInLocally(chosen.data) : fail('invalid', 'Choose one of the three accounts.')
  })
}

export async function signOut(): Promise<void> {
  const done = await publicAction(async () => ok(await signOutHere()))
  redirect(done.ok && done.value !== null ? `/sign-in?left=${done.value}` : '/sign-in')
}
