'use server'

import { redirect } from 'next/navigation'
import { signInWithCode as signInByCode } from '@/lib/auth/code-sign-in'
import { passkeyChallenge, signInWithPasskey as signInByPasskey } from '@/lib/auth/passkey-sign-in'
import { passwordsOff } from '@/lib/auth/passwords-off'
import { signInLocally, signInWithPassword, signOutHere } from '@/lib/auth/sign-in'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'
import { role } from '@/lib/kernel/role'
import { codePath } from '@/lib/people/domain/return-path'
import { publicAction } from '@/lib/transport/action'
import { textField } from '@/lib/transport/fields'

/** `goTo`: the page of the second step, which leads on to the page `next`. */
export async function signIn(input: unknown): Promise<Result<{ goTo?: string }>> {
  return publicAction(async () => {
    const off = passwordsOff()
    if (off) return off
    const { email, password, next } = isJsonObject(input) ? input : {}
    const missing = [
      ...(textField(email) ? [] : [{ path: 'email', message: 'is required' }]),
      ...(textField(password) ? [] : [{ path: 'password', message: 'is required' }]),
    ]
    if (missing.length > 0) return fail('invalid', 'Fill in both fields.', { fields: missing })
    const signedIn = await signInWithPassword(
      textField(email).slice(0, 320),
      textField(password).slice(0, 200),
    )
    if (!signedIn.ok) return signedIn
    return ok(signedIn.value.secondFactor ? { goTo: codePath(next) } : {})
  })
}

/** The second step: a code of the person's app, or a recovery code. */
export async function signInWithCode(input: unknown): Promise<Result<null>> {
  return publicAction(async () => {
    const off = passwordsOff()
    if (off) return off
    const code = textField(isJsonObject(input) ? input.code : undefined)
    return code === ''
      ? fail('invalid', 'Enter a code.', { fields: [{ path: 'code', message: 'is required' }] })
      : signInByCode(code.slice(0, 100))
  })
}

export async function passkeyOptions(): ReturnType<typeof passkeyChallenge> {
  return publicAction(async () => passwordsOff() ?? passkeyChallenge())
}

export async function signInWithPasskey(input: unknown): Promise<Result<null>> {
  return publicAction(
    async () => passwordsOff() ?? signInByPasskey(isJsonObject(input) ? input.response : undefined),
  )
}

/** One click, local mode only. */
export async function signInAs(input: unknown): Promise<Result<null>> {
  return publicAction(async () => {
    const chosen = role.safeParse(isJsonObject(input) ? input.role : undefined)
    if (!chosen.success) return fail('invalid', 'Choose one of the three accounts.')
    const signedIn = await signInLocally(chosen.data)
    return signedIn.ok ? ok(null) : signedIn
  })
}

export async function signOut(): Promise<void> {
  const done = await publicAction(async () => ok(await signOutHere()))
  redirect(done.ok && done.value !== null ? `/sign-in?left=${done.value}` : '/sign-in')
}
