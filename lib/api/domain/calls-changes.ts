import { changeDecidedAnswer, changesAnswer } from '@/lib/consent/domain/answers'
import { changeDecision } from '@/lib/consent/domain/calls'
import type { ApiCall } from './call'

const post = { method: 'POST', tag: 'Consent', failures: ['conflict'] } as const

/** The calls about changes of who decides, which wait for owners. */
export const changeCalls = {
  listChanges: {
    method: 'GET',
    tag: 'Consent',
    may: 'readConsent',
    path: '/api/v1/consent-changes',
    summary: 'List changes of owners, rules and restrictions that wait for owners, and what became of others',
    answer: changesAnswer,
  },
  agreeToChange: {
    ...post,
    path: '/api/v1/consent-changes/{change_id}/agree',
    summary: 'Agree to such a change as an owner; it takes effect at once',
    may: 'decideChange',
    body: changeDecision,
    answer: changeDecidedAnswer,
  },
  refuseChange: {
    ...post,
    path: '/api/v1/consent-changes/{change_id}/refuse',
    summary: 'Refuse such a change as an owner; it never takes effect',
    may: 'decideChange',
    body: changeDecision,
    answer: changeDecidedAnswer,
  },
  withdrawChange: {
    ...post,
    path: '/api/v1/consent-changes/{change_id}/withdraw',
    summary: 'Withdraw such a change',
    may: 'withdrawChange',
    answer: changeDecidedAnswer,
  },
} as const satisfies Record<string, ApiCall>
