import type { Policy } from '@/lib/signing/domain/policy'
import { policyCovers } from '@/lib/signing/domain/policy-covers'
import type { PastRequest } from './past-request'

const ever = { starts: '0001-01-01T00:00:00.000Z', ends: '9999-12-31T23:59:59.999Z' }

/**
 * Which line of a policy a request does not meet, its rate aside; null: none. When it starts and ends does not matter, since a
 * draft only starts after what it is tried on. A parameter is `params.` and its name.
 */
export function heldBy(policy: Policy, { node, requestedAt, document }: PastRequest): string | null {
  if (document === null) return 'no_document'
  const covered = policyCovers({ ...policy, ...ever }, { ...document, node: node.did }, requestedAt)
  if (covered.ok) return null
  return covered.param === null ? covered.reason : `params.${covered.param}`
}
