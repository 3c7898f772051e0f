import type { DecisionCase } from '@/lib/jobs/domain/refusals'
import type { PersonViewer, Role } from '@/lib/kernel/role'

export const person = (id: string, role: Role): PersonViewer => ({
  kind: 'person',
  id,
  did: `did:a:${id}`,
  name: id,
  role,
})

/** A job that `requester` requested, seen by somebody who has nothing to do with it, if the facts say nothing else. */
export const jobOf = (status: string, facts: Partial<DecisionCase>): DecisionCase => ({
  status,
  requesterDid: 'did:a:requester',
  nodeHasOwner: true,
  delegatedByRequester: false,
  standing: null,
  voted: null,
  overdue: false,
  leased: false,
  ...facts,
})
