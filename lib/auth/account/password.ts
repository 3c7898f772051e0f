import { headers } from 'next/headers'
import { auth } from '@/lib/auth/auth'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { passwordChange } from '@/lib/people/domain/own-calls'
import { authAs } from './auth-as'
import { type OwnContext, ownRefusal, withPassword } from './own-account'

/** Sets a new password and ends the person's other sessions. */
export async function changePassword(ctx: OwnContext, input: unknown): Promise<Result<object>> {
  const body = parseBody(passwordChange, input, 'The password was not changed.')
  if (!body.ok) return body
  const { current, password } = body.value
  const sent = await headers()
  return withPassword(ctx, () =>
    authAs(ctx.viewer, (api) =>
      api.changePassword({
        body: { currentPassword: current, newPassword: password, revokeOtherSessions: true },
        headers: sent,
      }),
    ),
  )
}

/** Whether this is the person's current password, before something that better-auth does not do itself. */
export async function provePassword(ctx: OwnContext, current: string): Promise<Result<object>> {
  const sent = await headers()
  return withPassword(ctx, () => auth().api.verifyPassword({ body: { password: current }, headers: sent }))
}

/** The same for somebody who may have none: then their session is all that they can show. */
export const proveIfPassword = async (ctx: OwnContext, current: string): Promise<Result<object>> =>
  (await ownRefusal(ctx.db.manager, ctx.viewer.id)) === null ? provePassword(ctx, current) : ok({})
