'use server'

import { contextless } from '@/lib/auth/context'
import { signInWithPassword } from '@/lib/auth/sign-in'
import { ok, type Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'
import { setUp as firstSetUp } from '@/lib/people/services/set-up'
import { publicAction } from '@/lib/transport/action'
import { textField } from '@/lib/transport/fields'

/** The first visit: makes the first administrator and signs them in. */
export async function setUp(input: unknown): Promise<Result<null>> {
  return publicAction(async () => {
    const created = await firstSetUp(await contextless(), input)
    if (!created.ok) return created
    const { password } = isJsonObject(input) ? input : {}
    const signedIn = await signInWithPassword(created.value.email, textField(password))
    return signedIn.ok ? ok(null) : signedIn
  })
}
