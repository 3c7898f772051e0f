import type { EntityManager } from 'typeorm'
import type { PersonRow } from '@/lib/db/entities/person'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { canonicalJson, type JsonObject } from '@/lib/kernel/json/json'
import { noteKeyUse, pinnedKeyOf, signingKeysOf } from '@/lib/people/db/consent-keys'
import { checkDelegation } from '@/lib/signing/domain/check-delegation'
import type { SignedDelegation } from '@/lib/signing/domain/delegation'

type Sent = {
  nodeDid: string
  owner: PersonRow
  delegate: PersonRow
  signed: JsonObject | undefined
}

export const notDelegated = 'Nothing was delegated.'

/**
 * The signed delegation that came with a request, verified by the keys that its owner has now; null for an unsigned one.
 * Whoever has a key signs what they delegate: a stolen session would otherwise name somebody who decides for them.
 */
export async function readSignedDelegation(
  tx: EntityManager,
  { nodeDid, owner, delegate, signed }: Sent,
): Promise<Result<{ keyId: string; signed: SignedDelegation } | null>> {
  const keys = await signingKeysOf(tx, owner.id)
  if (signed === undefined)
    return keys.length === 0
      ? ok(null)
      : fail('forbidden', `${owner.name} has a key for signing: a delegation counts only with its signature.`)
  const refuse = (message: string) => fail('invalid', notDelegated, { fields: [{ path: 'signed', message }] })
  const people = { node: nodeDid, from: owner.did, to: delegate.did }
  const checked = checkDelegation(signed, { ...people, keys: keys.map(pinnedKeyOf) })
  if (!checked.ok) return refuse(checked.message)
  // Whole: a node refuses what a passkey signs under a key that is not named as one, and the other way round.
  const theirs = (await signingKeysOf(tx, delegate.id)).map((key) => canonicalJson(pinnedKeyOf(key)))
  const strange = checked.signed.delegation.to_keys.find((key) => !theirs.includes(canonicalJson(key)))
  if (strange)
    return refuse(`names ${strange.key} in a way in which ${delegate.name} cannot sign with it now`)
  const key = keys.find((one) => one.key === checked.signed.key)
  if (!key) return refuse('is signed with a key that is not yours')
  await noteKeyUse(tx, key.key_id, checked.counter)
  return ok({ keyId: key.key_id, signed: checked.signed })
}
