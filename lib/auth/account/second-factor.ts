import { headers } from 'next/headers'
import { encode } from 'uqr'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { findPerson } from '@/lib/people/db/people'
import { currentPassword } from '@/lib/people/domain/own-calls'
import type { QrCode } from '@/lib/people/domain/qr-code'
import { codeOnce } from '../code-once'
import { authAs } from './auth-as'
import { asOwner, type OwnContext, withPassword } from './own-account'

/** What somebody has to keep: in an app, and on paper. Shown once. */
export type SecondFactorSetup = { key: string; qr: QrCode; codes: string[] }

function qrOf(text: string): QrCode {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size, path: path.join('') }
}

/** Makes the key of an authenticator app; the second factor is on once a code of the app was right. */
export async function startSecondFactor(ctx: OwnContext, input: unknown): Promise<Result<SecondFactorSetup>> {
  const body = parseBody(currentPassword, input, 'The second factor stays off.')
  if (!body.ok) return body
  const password = body.value.current
  const sent = await headers()
  const started = await withPassword(ctx, () =>
    authAs(ctx.viewer, (api) => api.enableTwoFactor({ body: { password, method: 'totp' }, headers: sent })),
  )
  if (!started.ok) return started
  const { value } = started
  if (value.method !== 'totp') throw new Error('better-auth has made no key')
  const key = new URL(value.totpURI).searchParams.get('secret') ?? ''
  return ok({ key, qr: qrOf(value.totpURI), codes: value.backupCodes })
}

export async function confirmSecondFactor(ctx: OwnContext, code: string): Promise<Result<object>> {
  return turnOnWith(ctx, code, await headers())
}

/** `sent`: the headers of the browser. The code that turns it on cannot sign anybody in as well. */
export async function turnOnWith(ctx: OwnContext, given: string, sent: Headers): Promise<Result<object>> {
  const code = given.replace(/\s/g, '')
  const turnOn = () =>
    asOwner(ctx, () => authAs(ctx.viewer, (api) => api.verifyTOTP({ body: { code }, headers: sent })))
  const person = await findPerson(ctx.db.manager, ctx.viewer.id)
  // Anything that is not a code is refused anyway.
  if (!person || !/^\d{6}$/.test(code)) return turnOn()
  return codeOnce(ctx.db.manager, { account: person.email, code, refusedAs: 'invalid' }, turnOn)
}

export async function stopSecondFactor(ctx: OwnContext, input: unknown): Promise<Result<object>> {
  const body = parseBody(currentPassword, input, 'The second factor stays on.')
  if (!body.ok) return body
  const password = body.value.current
  const sent = await headers()
  return withPassword(ctx, () =>
    authAs(ctx.viewer, (api) => api.disableTwoFactor({ body: { password }, headers: sent })),
  )
}

/** New recovery codes; the earlier ones no longer work. */
export async function renewRecoveryCodes(
  ctx: OwnContext,
  input: unknown,
): Promise<Result<{ codes: string[] }>> {
  const body = parseBody(currentPassword, input, 'The recovery codes stay as they are.')
  if (!body.ok) return body
  const password = body.value.current
  const sent = await headers()
  const renewed = await withPassword(ctx, () =>
    authAs(ctx.viewer, (api) => api.generateBackupCodes({ body: { password }, headers: sent })),
  )
  return renewed.ok ? ok({ codes: renewed.value.backupCodes }) : renewed
}
