import type { Policy } from '@/lib/signing/domain/policy'

export const digest = 'a'.repeat(64)

/** A policy that approves nearly everything of its task on its node. */
export const policyOf = (more: Partial<Policy> = {}): Policy => ({
  version: 1,
  policy_id: '0198a1b2-0000-7000-8000-000000000009',
  revision: 1,
  person: 'did:test:person:owner',
  nodes: ['did:test:a'],
  task: 'restart_service',
  offer_digests: [digest],
  params: {},
  windows: [],
  rate: { per_node_per_day: 1_000, per_day: 10_000 },
  starts: '2026-11-01T00:00:00.000Z',
  ends: '2026-12-31T00:00:00.000Z',
  ...more,
})
