import { randomUUID } from 'node:crypto'
import { type Policy, policyDigest, type SignedPolicy } from '@/lib/signing/domain/policy'
import type { TestKey } from './consent-signing'

/** A policy that approves `archive_data` of 10 to 60 days on this node, twice a day; it began an hour ago and ends in a month. */
export const policyOf = (
  about: Pick<Policy, 'person' | 'nodes' | 'offer_digests'> & Partial<Policy>,
): Policy => ({
  version: 1,
  policy_id: randomUUID(),
  revision: 1,
  task: 'archive_data',
  params: { days: { min: 10, max: 60, optional: false } },
  windows: [],
  rate: { per_node_per_day: 2, per_day: 10 },
  starts: new Date(Date.now() - 3_600_000).toISOString(),
  ends: new Date(Date.now() + 30 * 86_400_000).toISOString(),
  ...about,
})

export const signedBy = (policy: Policy, key: TestKey): SignedPolicy => ({
  policy,
  key: key.pinned.key,
  signature: key.sign(policyDigest(policy)),
})
