import { randomUUID } from 'node:crypto'
import type { PersonViewer } from '@/lib/kernel/role'
import { readOffers } from '@/lib/policies/db/policies'
import { endPolicy } from '@/lib/policies/services/end-policy'
import { signPolicy } from '@/lib/policies/services/sign-policy'
import { policyOf, signedBy } from '@/test/policies'
import { failureOf } from '@/test/result'
import { latestOf } from './keys'
import type { ModelState } from './model-state'

/** Somebody signs a policy, the next revision of theirs, or ends it; mostly one that approves much of what is requested. */
export async function policy(
  state: ModelState,
  viewer: PersonViewer,
  node: string,
  how: number,
): Promise<string> {
  const own = state.policies.findLast(({ owner }) => owner === viewer.id)
  const context = { db: state.db, viewer }
  if (own && how % 4 === 3) return `end: ${failureOf(await endPolicy(context, own.policy.policy_id))}`
  const key = latestOf(state, viewer)
  if (!key) return 'no key'
  const offered = await readOffers(state.db.manager, [node], state.task)
  const next = policyOf({
    ...{ person: viewer.did, nodes: [node], task: state.task },
    offer_digests: offered.flatMap(({ digest }) => digest ?? []),
    params: { n: { min: 0, max: how % 3 === 0 ? 6 : 200, optional: how % 2 === 0 } },
    rate: { per_node_per_day: 5, per_day: 5 },
    ...(own
      ? { policy_id: own.policy.policy_id, revision: own.policy.revision + 1 }
      : { policy_id: randomUUID() }),
  })
  const result = await signPolicy(context, { name: 'Model', signed: signedBy(next, key.key) })
  if (result.ok) state.policies.push({ owner: viewer.id, policy: next })
  return failureOf(result)
}
