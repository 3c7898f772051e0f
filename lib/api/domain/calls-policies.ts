import { policiesAnswer, policyEndedAnswer, policySignedAnswer } from '@/lib/policies/domain/answers'
import { signedRevision } from '@/lib/policies/domain/calls'
import type { ApiCall } from './call'

/** The calls about what owners approve beforehand. */
export const policyCalls = {
  listPolicies: {
    method: 'GET',
    tag: 'Consent',
    path: '/api/v1/policies',
    summary: 'List one’s own policies with their revisions; an administrator lists everybody’s',
    may: 'readPolicies',
    answer: policiesAnswer,
  },
  signPolicy: {
    method: 'POST',
    tag: 'Consent',
    path: '/api/v1/policies',
    summary: 'Sign a policy, or its next revision, which replaces the one before it',
    may: 'signPolicy',
    body: signedRevision,
    answer: policySignedAnswer,
    makes: 'created',
    failures: ['conflict'],
  },
  endPolicy: {
    method: 'POST',
    tag: 'Consent',
    path: '/api/v1/policies/{policy_id}/end',
    summary: 'End one’s policy; its votes for jobs that no agent has claimed no longer count',
    may: 'endPolicy',
    answer: policyEndedAnswer,
    failures: ['conflict'],
  },
} as const satisfies Record<string, ApiCall>
