import { describe, expect, it } from 'vitest'
import {
  approvalDocument,
  cancelRefusal,
  type DecisionCase,
  decisionRefusal,
  isJobStatus,
  isTerminal,
  jobStatuses,
  jobTransitions,
  mayMove,
  parseHistory,
  statusName,
} from './job'
import type { PersonViewer, Role } from './role'

const person = (id: string, role: Role): PersonViewer => ({
  kind: 'person',
  id,
  did: `did:a:${id}`,
  name: id,
  role,
})
const owner = 'owner'

/** Who asks, and what they are to the job: of the node's owner `owner` unless it has none, asked for by `asker`. */
const cases: [string, PersonViewer, Partial<DecisionCase>][] = [
  ['operator', person('x', 'operator'), {}],
  ['operator who asked', person('asker', 'operator'), {}],
  ['operator who owns the node', person(owner, 'operator'), {}],
  ['approver who owns the node', person(owner, 'approver'), {}],
  ['approver who does not own it', person('x', 'approver'), {}],
  ['approver who owns it and asked', person(owner, 'approver'), { requesterDid: 'did:a:owner' }],
  ['admin who owns the node', person(owner, 'admin'), {}],
  ['admin who does not own it', person('x', 'admin'), {}],
  ['admin who owns it and asked', person(owner, 'admin'), { requesterDid: 'did:a:owner' }],
  ['approver, node without an owner', person('x', 'approver'), { nodeOwnerId: null }],
  ['admin, node without an owner', person('x', 'admin'), { nodeOwnerId: null }],
]

const jobOf = (status: string, facts: Partial<DecisionCase>): DecisionCase => ({
  status,
  requesterDid: 'did:a:asker',
  nodeOwnerId: owner,
  ...facts,
})
const statuses = [...jobStatuses, 'Weird', '']

describe('who may decide', () => {
  const allowed = new Set(['approver who owns the node', 'admin who owns the node'])
  const reasons: Record<string, RegExp> = {
    operator: /role approver/,
    'operator who asked': /yourself/,
    'operator who owns the node': /role approver/,
    'approver who does not own it': /not yours/,
    'approver who owns it and asked': /yourself/,
    'admin who does not own it': /not yours/,
    'admin who owns it and asked': /yourself/,
    'approver, node without an owner': /no owner/,
    'admin, node without an owner': /no owner/,
  }

  it.each(cases)('%s', (name, viewer, facts) => {
    const refusal = decisionRefusal(viewer, jobOf('PendingApproval', facts))
    if (allowed.has(name)) expect(refusal).toBeNull()
    else expect(refusal).toMatch(reasons[name] ?? /^$/)
    for (const status of statuses.filter((one) => one !== 'PendingApproval'))
      expect(decisionRefusal(viewer, jobOf(status, facts))).toMatch(/can no longer be decided/)
  })
})

describe('who may cancel', () => {
  const pending = new Set([
    'operator who asked',
    'approver who owns it and asked',
    'admin who owns the node',
    'admin who does not own it',
    'admin who owns it and asked',
    'admin, node without an owner',
  ])
  const approved = new Set([...pending, 'operator who owns the node', 'approver who owns the node'])

  it.each(cases)('%s', (name, viewer, facts) => {
    for (const status of statuses) {
      const may =
        status === 'PendingApproval' ? pending.has(name) : status === 'Approved' && approved.has(name)
      const refusal = cancelRefusal(viewer, jobOf(status, facts))
      expect([status, refusal === null]).toEqual([status, may])
    }
  })
})

describe('the state machine', () => {
  it('moves along its list only', () => {
    const moves = statuses.flatMap((from) =>
      statuses.filter((to) => mayMove(from, to)).map((to) => `${from} > ${to}`),
    )
    expect(moves.sort()).toEqual(jobTransitions.map(({ from, to }) => `${from} > ${to}`).sort())
    expect(mayMove('PendingApproval', 'Running')).toBe(false)
    expect(mayMove('Completed', 'Failed')).toBe(false)
  })

  it('reaches every status from PendingApproval, and ends', () => {
    const reached = new Set<string>(['PendingApproval'])
    for (const from of reached)
      for (const move of jobTransitions) if (move.from === from) reached.add(move.to)
    expect([...reached].sort()).toEqual([...jobStatuses].sort())
    expect(jobStatuses.filter(isTerminal)).toEqual([
      'Completed',
      'Failed',
      'Rejected',
      'Cancelled',
      'Expired',
    ])
  })
})

it('names a status in words, one of another program as it came', () => {
  expect(statusName('PendingApproval')).toBe('Pending approval')
  expect(['Weird', '', 'constructor'].map(statusName)).toEqual(['Weird', '', 'constructor'])
  expect([isJobStatus('Lost'), isJobStatus('lost'), isJobStatus(null)]).toEqual([true, false, false])
})

it('reads a history of any writer as far as it can be read', () => {
  expect(
    parseHistory([
      { status: 'Approved' },
      7,
      null,
      { status: 3 },
      { status: 'Running', timestamp: 't', message: 'm', actor_did: 'd' },
    ]),
  ).toEqual([
    { status: 'Approved', timestamp: '', message: '' },
    { status: 'Running', timestamp: 't', message: 'm', actor_did: 'd' },
  ])
  for (const odd of [null, undefined, {}, 'x', 3]) expect(parseHistory(odd)).toEqual([])
})

it('approves exactly node, task and parameters', () => {
  const subject = {
    target_node_did: 'did:a:1',
    task_name: 'restart',
    params: { a: 1 },
    status: 'x',
    reason: 'y',
  }
  expect(approvalDocument(subject)).toEqual({
    version: 1,
    target_node_did: 'did:a:1',
    task_name: 'restart',
    params: { a: 1 },
  })
})
