import type { EntityManager } from 'typeorm'
import { applyChange, decideChangeRow, ownsConcerned, readChange } from '@/lib/consent/db/changes'
import { changeDecision } from '@/lib/consent/domain/calls'
import { type ConsentChange, mayAgree } from '@/lib/consent/domain/changes'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { JsonObject } from '@/lib/kernel/json/json'
import { parseBody } from '@/lib/kernel/parse-body'
import type { PersonViewer } from '@/lib/kernel/role'
import { noteKeyUse, pinnedKeyOf, signingKeysOf } from '@/lib/people/db/consent-keys'
import { permissions } from '@/lib/people/domain/permissions'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { checkSignedChange } from '@/lib/signing/domain/change'

export type ChangeDecision = 'agree' | 'refuse' | 'withdraw'

const states = { agree: 'agreed', refuse: 'refused', withdraw: 'withdrawn' } as const

/**
 * Decides about a change that waits: what an owner agrees to takes effect at once, what one refuses or whoever asked withdraws
 * never does. Whoever has a key signs what they agree to.
 */
export async function decideChange(
  context: RightsContext,
  decision: ChangeDecision,
  changeId: string,
  input: unknown,
): Promise<Result<{ change: ConsentChange }>> {
  const body = parseBody(changeDecision, input, 'Nothing was decided.')
  if (!body.ok) return body
  return rightsTransaction(context, null, async (tx, who) => {
    const change = await readChange(tx, changeId)
    const hidden =
      change?.node_did != null && who.kind === 'person' && !(await nodeScope(tx, who, change.node_did))
    if (!change || hidden) return fail('not_found', 'There is no such change.')
    const refusal =
      who.kind === 'person' ? await refusalFor(tx, who, decision, change) : permissions.decideChange.refusal
    if (refusal !== null || who.kind !== 'person') return fail('forbidden', refusal ?? '')
    if (change.state !== 'waiting')
      return fail('conflict', `This change is ${change.state}; nothing was decided.`, {
        present: change.state,
      })
    const signed =
      decision === 'withdraw' ? ok(null) : await readSigned(tx, who, decision, change, body.value.signed)
    if (!signed.ok) return signed
    await decideChangeRow(tx, change.change_id, {
      state: states[decision],
      by: who.id,
      keyId: signed.value?.keyId ?? null,
      signed: signed.value?.signed ?? null,
    })
    if (decision === 'agree') await applyChange(tx, change.change_id)
    return ok({ change: (await readChange(tx, change.change_id)) ?? change })
  })
}

async function refusalFor(
  tx: EntityManager,
  who: PersonViewer,
  decision: ChangeDecision,
  change: ConsentChange,
): Promise<string | null> {
  if (decision === 'withdraw')
    return who.role === 'admin' || who.did === change.asked_by ? null : permissions.withdrawChange.refusal
  const about = { node: change.node_did, what: change.what }
  if (!(await ownsConcerned(tx, who.id, about, false))) return permissions.decideChange.refusal
  if (decision === 'refuse') return null
  if (!mayAgree(who, change)) return 'You need the approver role to agree; you can refuse.'
  return (await ownsConcerned(tx, who.id, about, true))
    ? null
    : 'The rule applies to nodes of other owners too: you can refuse, but not agree for them.'
}

/** The signature that came with it, verified; null for none. */
async function readSigned(
  tx: EntityManager,
  who: PersonViewer,
  decision: 'agree' | 'refuse',
  change: ConsentChange,
  sent: JsonObject | undefined,
): Promise<Result<{ keyId: string; signed: JsonObject } | null>> {
  const keys = await signingKeysOf(tx, who.id)
  if (sent === undefined)
    return keys.length === 0 || decision === 'refuse'
      ? ok(null)
      : fail('forbidden', 'You have a key for signing: what you agree to counts only with its signature.')
  const checked = checkSignedChange(
    sent,
    { person: who.did, keys: keys.map(pinnedKeyOf) },
    { digest: change.digest, decision, now: Date.now() },
  )
  const key = checked.ok ? keys.find((one) => one.key === checked.value.statement.key) : undefined
  if (!checked.ok || !key)
    return fail('invalid', 'Nothing was decided.', {
      fields: [
        { path: 'signed', message: checked.ok ? 'is signed with a key that is not yours' : checked.message },
      ],
    })
  await noteKeyUse(tx, key.key_id, checked.counter)
  return ok({ keyId: key.key_id, signed: checked.value })
}
