import type { EntityManager } from 'typeorm'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { keysOf, noteKeyUse, pinnedKeyOf, signingKeysOf } from '@/lib/people/db/consent-keys'
import { peopleOnly } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { insertRevision, notOwned, readOffers, readPolicies } from '@/lib/policies/db/policies'
import { signedRevision } from '@/lib/policies/domain/calls'
import { checkPolicy } from '@/lib/signing/domain/check-policy'
import type { Policy } from '@/lib/signing/domain/policy'

const notSigned = 'The policy was not signed.'
const refuse = (message: string) => fail('invalid', notSigned, { fields: [{ path: 'signed', message }] })

/**
 * Takes the next revision of a policy from its owner, who has signed it; from then on the one before it approves nothing. It is about nodes
 * that they own, and about what these offer now.
 */
export async function signPolicy(
  context: RightsContext,
  input: unknown,
): Promise<Result<{ policyId: string; revision: number }>> {
  const body = parseBody(signedRevision, input, notSigned)
  if (!body.ok) return body
  const { name, signed } = body.value
  return rightsTransaction(context, 'signPolicy', async (tx, who) => {
    if (who.kind !== 'person') return fail('forbidden', peopleOnly)
    const owner = { person: who.did, keys: (await signingKeysOf(tx, who.id)).map(pinnedKeyOf) }
    const checked = checkPolicy(signed, owner)
    if (!checked.ok) return refuse(checked.message)
    const { policy } = checked.signed
    const problem = (await notNext(tx, who.id, policy)) ?? (await notOffered(tx, who.id, policy))
    if (problem) return problem
    const key = (await keysOf(tx, who.id)).find((one) => one.key === checked.signed.key)
    if (!key) return refuse('is signed with a key that is not yours')
    await noteKeyUse(tx, key.key_id, checked.counter)
    const revision = await insertRevision(tx, {
      ...{ personId: who.id, name, keyId: key.key_id, signed: checked.signed },
    })
    return ok({ policyId: policy.policy_id, revision })
  })
}

async function notNext(tx: EntityManager, personId: string, policy: Policy) {
  const [last] = await readPolicies(tx, { personId: null, policyId: policy.policy_id })
  if (last && last.person_id !== personId) return fail('forbidden', 'Only its owner can change a policy.')
  const next = (last?.revision ?? 0) + 1
  if (policy.revision !== next)
    return fail('conflict', `The next revision of this policy is ${next}; read it again before you sign.`)
  return Date.parse(policy.ends) <= Date.now() ? refuse('ends in the past; choose a later end') : null
}

async function notOffered(tx: EntityManager, personId: string, policy: Policy) {
  const [strange] = await notOwned(tx, personId, policy.nodes)
  if (strange !== undefined) return fail('forbidden', `You don't own the node ${strange}; leave it out.`)
  const offers = await readOffers(tx, policy.nodes, policy.task)
  const risky = offers.find(
    ({ digest, risk }) => risk === 'high' && policy.offer_digests.includes(digest ?? ''),
  )
  if (risky) return refuse(`names a task of high risk on ${risky.did}, which no policy approves`)
  const offered = new Set(offers.map(({ digest }) => digest))
  const unknown = policy.offer_digests.find((digest) => !offered.has(digest))
  return unknown === undefined
    ? null
    : refuse(`names the offer ${unknown}, which none of these nodes offers now`)
}
