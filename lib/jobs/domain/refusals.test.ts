import { describe, expect, it } from 'vitest'
import { jobStatuses } from '@/lib/kernel/job-status'
import type { PersonViewer } from '@/lib/kernel/role'
import { jobOf, person } from '@/test/decision-case'
import {
  cancelRefusal,
  type DecisionCase,
  decisionRefusal,
  emergencyApprovalRefusal,
  resolveRefusal,
  retryRefusal,
  reviewRefusal,
  reviseRefusal,
  waitsFor,
  withdrawRefusal,
} from './refusals'

const owner = 'owner'

/** The viewer and their relation to the job, which `requester` requested. */
const cases: [string, PersonViewer, Partial<DecisionCase>][] = [
  ['operator', person('x', 'operator'), {}],
  ['operator who is the requester', person('requester', 'operator'), {}],
  ['operator who owns the node', person(owner, 'operator'), { standing: 'owner' }],
  ['approver who owns the node', person(owner, 'approver'), { standing: 'owner' }],
  ['approver who does not own the node', person('x', 'approver'), {}],
  [
    'approver who owns the node and is the requester',
    person(owner, 'approver'),
    { standing: 'owner', requesterDid: 'did:a:owner' },
  ],
  ['admin who owns the node', person(owner, 'admin'), { standing: 'owner' }],
  ['admin who does not own the node', person('x', 'admin'), {}],
  [
    'admin who owns the node and is the requester',
    person(owner, 'admin'),
    { standing: 'owner', requesterDid: 'did:a:owner' },
  ],
  ['delegate', person('x', 'approver'), { standing: 'delegate' }],
  ['delegate who is an operator', person('x', 'operator'), { standing: 'delegate' }],
  ['member of a group of its rules', person('x', 'approver'), { standing: 'group' }],
  ['owner who has voted', person(owner, 'approver'), { standing: 'owner', voted: 'self' }],
  ['owner whose policy has voted', person(owner, 'approver'), { standing: 'owner', voted: 'policy' }],
  [
    'owner whose policy no longer approves',
    person(owner, 'approver'),
    { standing: 'owner', voted: 'lapsed' },
  ],
  ['owner, too late', person(owner, 'approver'), { standing: 'owner', overdue: true }],
  ['approver, node without an owner', person('x', 'approver'), { nodeHasOwner: false }],
  ['admin, node without an owner', person('x', 'admin'), { nodeHasOwner: false }],
]

const statuses = [...jobStatuses, 'Weird', '']

describe('who can decide', () => {
  const allowed = new Set([
    'approver who owns the node',
    'admin who owns the node',
    'delegate',
    'member of a group of its rules',
    'owner whose policy has voted',
    'owner whose policy no longer approves',
  ])
  const reasons: Record<string, RegExp> = {
    operator: /approver role/,
    'operator who is the requester': /^You requested/,
    'operator who owns the node': /approver role/,
    'approver who does not own the node': /don’t own/,
    'approver who owns the node and is the requester': /^You requested/,
    'admin who does not own the node': /don’t own/,
    'admin who owns the node and is the requester': /^You requested/,
    'delegate who is an operator': /approver role/,
    'owner who has voted': /already/,
    'owner, too late': /expired/,
    'approver, node without an owner': /no owner/,
    'admin, node without an owner': /no owner/,
  }

  it.each(cases)('%s', (name, viewer, facts) => {
    const refusal = decisionRefusal(viewer, jobOf('PendingApproval', facts))
    expect(waitsFor(viewer, jobOf('PendingApproval', facts))).toBe(
      allowed.has(name) && name !== 'owner whose policy has voted',
    )
    if (allowed.has(name)) expect(refusal).toBeNull()
    else expect(refusal).toMatch(reasons[name] ?? /^$/)
    for (const status of statuses.filter((one) => one !== 'PendingApproval'))
      expect(decisionRefusal(viewer, jobOf(status, facts))).toMatch(/can no longer be decided/)
  })
})

describe('who can cancel', () => {
  const pending = new Set([
    'operator who is the requester',
    'approver who owns the node and is the requester',
    'admin who owns the node',
    'admin who does not own the node',
    'admin who owns the node and is the requester',
    'admin, node without an owner',
  ])
  const approved = new Set([
    ...pending,
    'operator who owns the node',
    'approver who owns the node',
    'owner who has voted',
    'owner whose policy has voted',
    'owner whose policy no longer approves',
    'owner, too late',
  ])

  it.each(cases)('%s', (name, viewer, facts) => {
    for (const status of statuses) {
      const may =
        status === 'PendingApproval'
          ? pending.has(name)
          : (status === 'Approved' || status === 'Running') && approved.has(name)
      const refusal = cancelRefusal(viewer, jobOf(status, facts))
      expect([status, refusal === null]).toEqual([status, may])
    }
  })
})

it('a lost job can be cancelled while its agent is heard', () => {
  const cancelled = statuses.filter(
    (status) => cancelRefusal(person('requester', 'operator'), jobOf(status, { leased: true })) === null,
  )
  expect(cancelled).toEqual(['PendingApproval', 'Approved', 'Running', 'Lost'])
})

/** The cases that a rule does not refuse in this status. */
const allowedBy = (rule: typeof withdrawRefusal, status: string): string[] =>
  cases.filter(([, viewer, facts]) => rule(viewer, jobOf(status, facts)) === null).map(([name]) => name)

const elsewhere = (...open: string[]): string[] => statuses.filter((status) => !open.includes(status))

it('who can withdraw', () => {
  expect(allowedBy(withdrawRefusal, 'PendingApproval')).toEqual([
    'owner who has voted',
    'owner whose policy has voted',
    'owner whose policy no longer approves',
  ])
  expect(allowedBy(withdrawRefusal, 'Approved')).toEqual([
    'approver who owns the node',
    'admin who owns the node',
    'delegate',
    'member of a group of its rules',
    'owner who has voted',
    'owner whose policy has voted',
    'owner whose policy no longer approves',
    'owner, too late',
  ])
  for (const status of elsewhere('PendingApproval', 'Approved'))
    expect(allowedBy(withdrawRefusal, status)).toEqual([])
})

it('who can change a request', () => {
  for (const status of ['PendingApproval', 'Approved'])
    expect(allowedBy(reviseRefusal, status)).toEqual([
      'operator who is the requester',
      'approver who owns the node and is the requester',
      'admin who owns the node and is the requester',
    ])
  for (const status of elsewhere('PendingApproval', 'Approved'))
    expect(allowedBy(reviseRefusal, status)).toEqual([])
  const late = jobOf('PendingApproval', { overdue: true })
  expect(reviseRefusal(person('requester', 'operator'), late)).toMatch(/expired/)
})

it('everybody can request a job again once it has ended or is lost', () => {
  for (const status of ['Completed', 'Failed', 'Rejected', 'Cancelled', 'Expired', 'Lost', 'Weird'])
    expect(allowedBy(retryRefusal, status)).toHaveLength(cases.length)
  for (const status of ['PendingApproval', 'Approved', 'Running'])
    expect(allowedBy(retryRefusal, status)).toEqual([])
})

it('only an administrator who is not the requester can approve without the owner', () => {
  expect(allowedBy(emergencyApprovalRefusal, 'PendingApproval')).toEqual([
    'admin who owns the node',
    'admin who does not own the node',
    'admin, node without an owner',
  ])
  expect(emergencyApprovalRefusal(person('x', 'admin'), jobOf('PendingApproval', { overdue: true }))).toMatch(
    /expired/,
  )
  for (const status of elsewhere('PendingApproval'))
    expect(allowedBy(emergencyApprovalRefusal, status)).toEqual([])
})

it('owners and administrators can record the outcome of a lost job', () => {
  expect(allowedBy(resolveRefusal, 'Lost')).toEqual(
    cases.filter(([name]) => /own/.test(name) && /^(admin|owner)|who owns/.test(name)).map(([name]) => name),
  )
  for (const status of elsewhere('Lost')) expect(allowedBy(resolveRefusal, status)).toEqual([])
})

describe('who can review an emergency approval', () => {
  const emergency = {
    requesterDid: 'did:a:requester',
    approverId: 'approver',
    reviewed: false,
    standing: null,
  }
  it.each<[string, PersonViewer, Partial<Parameters<typeof reviewRefusal>[1]>, boolean]>([
    ['an owner', person(owner, 'approver'), { standing: 'owner' }, true],
    ['an owner who is an operator', person(owner, 'operator'), { standing: 'owner' }, true],
    ['a delegate', person('x', 'approver'), { standing: 'delegate' }, true],
    ['a member of a group', person('x', 'approver'), { standing: 'group' }, false],
    ['another admin', person('x', 'admin'), {}, true],
    ['its approver', person('approver', 'admin'), {}, false],
    ['its approver, as the owner', person('approver', 'admin'), { standing: 'owner' }, false],
    ['the requester', person('requester', 'admin'), { standing: 'owner' }, false],
    ['a stranger', person('x', 'approver'), {}, false],
    ['anyone, a second time', person('x', 'admin'), { reviewed: true }, false],
  ])('%s', (_, viewer, more, may) => {
    expect(reviewRefusal(viewer, { ...emergency, ...more }) === null).toBe(may)
  })
})
