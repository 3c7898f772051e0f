import {
  delegationsEndedAnswer,
  delegationsMadeAnswer,
  ownDelegationsAnswer,
} from '@/lib/consent/domain/answers'
import { endedDelegations, newDelegations } from '@/lib/consent/domain/delegation-calls'
import type { ApiCall } from './call'

/** The calls about one's delegations on several nodes at once. */
export const delegationCalls = {
  listDelegations: {
    method: 'GET',
    tag: 'Consent',
    path: '/api/v1/delegations',
    summary: 'List what one has delegated, and what was delegated to one, now or later',
    may: 'readConsent',
    answer: ownDelegationsAnswer,
  },
  addDelegations: {
    method: 'POST',
    tag: 'Consent',
    path: '/api/v1/delegations',
    summary:
      'Delegate one’s own right to decide on up to 500 nodes, between two dates; each has its own signed delegation and its own result',
    may: 'delegate',
    body: newDelegations,
    answer: delegationsMadeAnswer,
    failures: [],
  },
  endDelegations: {
    method: 'POST',
    tag: 'Consent',
    path: '/api/v1/delegations/end',
    summary: 'End up to 500 delegations; each has its own result',
    may: 'revokeDelegation',
    body: endedDelegations,
    answer: delegationsEndedAnswer,
    failures: [],
  },
} as const satisfies Record<string, ApiCall>
