import { headers } from 'next/headers'
import { auth } from '@/lib/auth/auth'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { currentPassword, newPasskey } from '@/lib/people/domain/own-calls'
import { authAs } from './auth-as'
import { asOwner, type OwnContext } from './own-account'
import { provePassword } from './password'

/**
 * What the browser needs to make a passkey, as its WebAuthn library reads it. A passkey is a way in, so the password is asked
 * for; `addPasskey` needs the challenge that is made here.
 */
export async function passkeyOptions(ctx: OwnContext, input: unknown) {
  const body = parseBody(currentPassword, input, 'No passkey was added.')
  if (!body.ok) return body
  const proven = await provePassword(ctx, body.value.current)
  if (!proven.ok) return proven
  const sent = await headers()
  return asOwner(ctx, () => auth().api.generatePasskeyRegistrationOptions({ headers: sent, query: {} }))
}

export async function addPasskey(ctx: OwnContext, input: unknown): Promise<Result<object>> {
  const body = parseBody(newPasskey, input, 'No passkey was added.')
  if (!body.ok) return body
  const sent = await headers()
  const added = await asOwner(ctx, () =>
    authAs(ctx.viewer, (api) => api.verifyPasskeyRegistration({ body: body.value, headers: sent })),
  )
  return added.ok ? ok({}) : added
}
