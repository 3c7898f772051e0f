import { isUniqueViolation } from '@/lib/db/connection/failures'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { PersonViewer } from '@/lib/kernel/role'
import { lockPerson } from '@/lib/people/db/account-changes'
import {
  type ConsentKeyRow,
  insertKey,
  keysOf,
  pinnedKeyOf,
  signingKeysOf,
} from '@/lib/people/db/consent-keys'
import { signsIn } from '@/lib/people/db/passkeys'
import { enrolmentDigest, enrolmentGraceMs, keyEnrolment } from '@/lib/people/domain/key-calls'
import { readDidKey } from '@/lib/signing/domain/did-key'
import { checkSignature } from '@/lib/signing/domain/signature'
import type { Context } from './context'
import { rightsTransaction } from './rights-transaction'

const notEnrolled = 'The key was not enrolled.'
const mostKeys = 20

/**
 * Enrols a key with which the person signs what they decide from now on. The key itself signs its enrolment. Any but their
 * first needs the signature of one that they have already, unless whoever calls this has asked for their password
 * (`proven`): a session or a token alone must not be able to sign in an owner's name. A passkey must be one for the pages of
 * this server (`party`).
 */
export async function enrolKey(
  ctx: Context<PersonViewer>,
  input: unknown,
  proven: boolean,
  party: { id: string; origin: string } | null = null,
): Promise<Result<ConsentKeyRow>> {
  const parsed = parseBody(keyEnrolment, input, notEnrolled)
  if (!parsed.ok) return parsed
  const { name, enrolment, signature, passkey, cosigned, expires_in_days: days = null } = parsed.value
  const wrong = (path: string, message: string) =>
    fail('invalid', notEnrolled, { fields: [{ path, message }] })
  if (enrolment.person !== ctx.viewer.did) return wrong('enrolment.person', `must be you, ${ctx.viewer.did}`)
  if (Math.abs(Date.parse(enrolment.enrolled_at) - Date.now()) > enrolmentGraceMs)
    return wrong(
      'enrolment.enrolled_at',
      'is too far from the time of the server; correct the clock of your machine',
    )
  if (passkey && (passkey.rp_id !== party?.id || passkey.origin !== party.origin))
    return wrong(
      'passkey',
      `must be for ${party?.origin ?? 'a page with a name, which this server does not have'}`,
    )
  const digest = enrolmentDigest(enrolment)
  const bound = passkey ? { rp_id: passkey.rp_id, origins: [passkey.origin] } : null
  const own = checkSignature(signature, digest, { key: enrolment.key, ...bound })
  if (!own.ok) return wrong('signature', `is not of this key: ${own.message}`)
  const read = readDidKey(enrolment.key)
  if (!read.ok) return wrong('enrolment.key', read.message)
  const { curve } = read.key
  return rightsTransaction(ctx, null, async (tx) => {
    // Two first keys at once would each find none.
    await lockPerson(tx, ctx.viewer.did)
    const present = await signingKeysOf(tx, ctx.viewer.id)
    if (present.length >= mostKeys)
      return fail('conflict', `You have ${mostKeys} keys already; revoke one first.`)
    if (passkey && (await signsIn(tx, ctx.viewer.id, passkey.credential_id, read.key)))
      return fail('conflict', 'You sign in with this passkey; make another one for decisions.')
    const other = cosigned && present.find(({ key }) => key === cosigned.key)
    const isCosigned = other && checkSignature(cosigned.signature, digest, pinnedKeyOf(other)).ok
    // One that was revoked counts here: a session or a token alone could revoke it.
    if (!proven && !isCosigned && (await keysOf(tx, ctx.viewer.id)).length > 0)
      return fail(
        'forbidden',
        present.length > 0
          ? 'You have a key already: sign the enrolment of a further one with it, or add it on the page of your account.'
          : 'You have had a key, and none of yours can sign now: add the new one on the page of your account.',
      )
    try {
      return ok(
        await insertKey(tx, ctx.viewer.id, {
          ...{ key: enrolment.key, kind: passkey ? 'passkey' : curve, name, days },
          ...{ credential_id: passkey?.credential_id ?? null, rp_id: null, origins: null, ...bound },
        }),
      )
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      return fail('conflict', 'This key has been enrolled before; make another one.')
    }
  })
}
