import type { EntityManager } from 'typeorm'
import { hiddenAmong } from '@/lib/fleet/db/visibility'
import type { VoteRow } from '@/lib/jobs/db/job-consent'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { Viewer } from '@/lib/kernel/role'
import { parseSignedPolicy } from '@/lib/signing/domain/policy'

type Policy = VoteRow['policy']

const nodesOf = (policy: Policy): string[] => {
  const read = policy && parseSignedPolicy(policy.signed)
  return read?.ok ? read.value.policy.nodes : []
}

/**
 * What was signed of the policies that voted, as far as the viewer may read it: a policy names all its nodes, and some may be hidden
 * from them. Agents are handed it anyway.
 */
export async function shownPolicies(
  db: EntityManager,
  viewer: Viewer,
  votes: readonly Pick<VoteRow, 'policy'>[],
): Promise<(policy: Policy) => JsonObject | null> {
  const people = viewer.kind === 'person' ? [viewer] : []
  const hidden = await hiddenAmong(
    db,
    people,
    votes.flatMap(({ policy }) => nodesOf(policy)),
  )
  const isHidden = (did: string): boolean => people.some(({ id }) => hidden.get(id)?.has(did))
  return (policy) => (policy && !nodesOf(policy).some(isHidden) ? policy.signed : null)
}
