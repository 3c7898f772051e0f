import { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { PersonViewer } from '@/lib/kernel/role'
import { keysOf, pinnedKeyOf, revokeKeyOf, signingKeysOf } from '@/lib/people/db/consent-keys'
import { enrolmentGraceMs, keyRevocation, revocationDigest } from '@/lib/people/domain/key-calls'
import { checkSignature } from '@/lib/signing/domain/signature'
import type { Context } from './context'
import { rightsTransaction } from './rights-transaction'

type Revoked = Promise<Result<{ key_id: string }>>

const noSuchKey = fail('not_found', 'You have no such key; it may have been revoked already.')
const notRevoked = 'The key was not revoked.'

/**
 * Ends one of the person's own keys for good, once whoever calls this has asked for their password. What it approved and no
 * agent has claimed yet no longer counts, nor do delegations that it signed.
 */
export const revokeKey = (ctx: Context<PersonViewer>, keyId: string): Revoked =>
  rightsTransaction(ctx, null, async (tx) =>
    z.guid().safeParse(keyId).success && (await revokeKeyOf(tx, ctx.viewer.id, keyId))
      ? ok({ key_id: keyId })
      : noSuchKey,
  )

/**
 * The same for somebody who shows only a token: one of their keys signs it, the one that ends or another. Without keys,
 * approvals need no signature, so a stolen token must not be able to end them. A key that has expired signs nothing, and
 * ends without.
 */
export async function revokeKeySigned(ctx: Context<PersonViewer>, keyId: string, input: unknown): Revoked {
  const parsed = parseBody(keyRevocation, input ?? {}, notRevoked)
  if (!parsed.ok) return parsed
  const { manager } = ctx.db
  const key = (await keysOf(manager, ctx.viewer.id)).find((one) => one.key_id === keyId)
  if (!key || key.revoked_at !== null) return noSuchKey
  const present = await signingKeysOf(manager, ctx.viewer.id)
  if (!present.some((one) => one.key_id === keyId)) return revokeKey(ctx, keyId)
  const { revocation, signed } = parsed.value
  if (!revocation || !signed)
    return fail(
      'forbidden',
      'Sign the revocation with one of your keys, or revoke the key on the page of your account.',
    )
  const wrong = (path: string, message: string) =>
    fail('invalid', notRevoked, { fields: [{ path, message }] })
  if (revocation.person !== ctx.viewer.did || revocation.key !== key.key)
    return wrong('revocation', `must be about ${key.key} of ${ctx.viewer.did}`)
  if (Math.abs(Date.parse(revocation.revoked_at) - Date.now()) > enrolmentGraceMs)
    return wrong('revocation.revoked_at', 'is too far from the time of the server; correct your clock')
  const signer = present.find((one) => one.key === signed.key)
  if (!signer || !checkSignature(signed.signature, revocationDigest(revocation), pinnedKeyOf(signer)).ok)
    return wrong('signed', 'is not by a key with which you can sign')
  return revokeKey(ctx, keyId)
}
