import type { EntityManager } from 'typeorm'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { hasRole } from '@/lib/kernel/role'
import { keysOf, noteKeyUse, pinnedKeyOf, signingKeysOf } from '@/lib/people/db/consent-keys'
import { permissions } from '@/lib/people/domain/permissions'
import { peopleOnly } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { insertRevision, notOwned, readOffers, readPolicies } from '@/lib/policies/db/policies'
import { signedRevision } from '@/lib/policies/domain/calls'
import { checkPolicy } from '@/lib/signing/domain/check-policy'
import { type Policy, parseSignedPolicy } from '@/lib/signing/domain/policy'
import { problemText } from '@/lib/signing/domain/strict'

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
  const parsed = parseSignedPolicy(signed)
  if (!parsed.ok) return refuse(problemText(parsed.problem))
  const { policy, key: did } = parsed.value
  return rightsTransaction(context, null, async (tx, who) => {
    if (who.kind !== 'person') return fail('forbidden', peopleOnly)
    if (!hasRole(who.role, 'approver')) return fail('forbidden', permissions.signPolicy.refusal)
    const [strange] = await notOwned(tx, who.id, policy.nodes)
    if (strange !== undefined) return fail('forbidden', `You don't own the node ${strange}; leave it out.`)
    const keys = (await signingKeysOf(tx, who.id)).map(pinnedKeyOf)
    const checked = checkPolicy(signed, { person: who.did, keys })
    if (!checked.ok) return refuse(checked.message)
    const problem = (await notNext(tx, who.id, policy)) ?? (await notOffered(tx, policy))
    if (problem) return problem
    const key = (await keysOf(tx, who.id)).find((one) => one.key === did)
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
    return fail('conflict', `The next version of this policy is ${next}; read it again before you sign.`)
  return Date.parse(policy.ends) <= Date.now() ? refuse('ends in the past; choose a later end') : null
}

async function notOffered(tx: EntityManager, policy: Policy) {
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
