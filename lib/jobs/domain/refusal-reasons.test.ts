import { expect, it } from 'vitest'
import type { Role } from '@/lib/kernel/role'
import { jobOf, person } from '@/test/decision-case'
import {
  cancelRefusal,
  type DecisionCase,
  decisionRefusal,
  emergencyApprovalRefusal,
  nobodyCanApprove,
  resolveRefusal,
  retryRefusal,
  reviseRefusal,
  withdrawRefusal,
} from './refusals'
import { jobState } from './status'

// Which reason people read; who is refused at all: refusals.test.ts.

it.each<[string, Role, DecisionCase['standing'], string]>([
  ['an approver who owns the node', 'approver', 'owner', 'another owner'],
  ['an admin who owns the node', 'admin', 'owner', 'another owner'],
  ['an operator', 'operator', null, 'an owner'],
])('%s who is the requester learns who has to decide', (_, role, standing, decider) => {
  expect(decisionRefusal(person('requester', role), jobOf('PendingApproval', { standing }))).toBe(
    `You requested this job; ${decider} of the node has to decide.`,
  )
})

it('tells whoever the requester delegated to that this does not count', () => {
  const approver = person('x', 'approver')
  const job = (standing: DecisionCase['standing']) =>
    jobOf('PendingApproval', { standing, delegatedByRequester: true })
  expect(decisionRefusal(approver, job(null))).toMatch(/^The requester delegated to you/)
  for (const standing of ['owner', 'delegate', 'group'] as const)
    expect(decisionRefusal(approver, job(standing))).toBeNull()
})

it('says whether an owner is missing, or one who counts', () => {
  expect(nobodyCanApprove(true)).toMatch(/no owner from before the request/)
  expect(nobodyCanApprove(false)).toMatch(/the node has no owner/)
})

it.each<[string, typeof retryRefusal, string]>([
  ['decision', decisionRefusal, 'Rejected'],
  ['withdrawal', withdrawRefusal, 'Running'],
  ['cancellation', cancelRefusal, 'Completed'],
  ['change', reviseRefusal, 'Running'],
  ['second request', retryRefusal, 'Running'],
  ['emergency approval', emergencyApprovalRefusal, 'Approved'],
  ['record of the outcome', resolveRefusal, 'Failed'],
])('the refusal of a %s begins with what became of the job', (_, rule, status) => {
  expect(rule(person('requester', 'admin'), jobOf(status, {}))).toMatch(new RegExp(`^${jobState(status)};`))
})
