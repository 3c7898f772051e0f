import { describe, expect, it } from 'vitest'
import { moves as verifiedMoves } from '@/lib/audit/domain/moves-projection'
import { isJobStatus, type JobStatus, jobStatuses, type StatusSet, statusesOf } from '@/lib/kernel/job-status'
import { jobState, jobTransitions, mayMove, mayRetry, parseHistory } from './status'
import { statusName } from './status-name'

const statuses = [...jobStatuses, 'Weird', '']

describe('the state machine', () => {
  it('allows only the moves in its list', () => {
    const moves = statuses.flatMap((from) =>
      statuses.filter((to) => mayMove(from, to)).map((to) => `${from} > ${to}`),
    )
    expect(moves.sort()).toEqual(jobTransitions.map(({ from, to }) => `${from} > ${to}`).sort())
    expect(mayMove('PendingApproval', 'Running')).toBe(false)
    expect(mayMove('Completed', 'Failed')).toBe(false)
  })

  it('is what the verification of the log holds jobs to', () => {
    for (const from of statuses)
      expect([from, [...(verifiedMoves[from] ?? [])].sort()]).toEqual([
        from,
        statuses.filter((to) => mayMove(from, to)).sort(),
      ])
  })

  it('reaches every status from PendingApproval', () => {
    const reached = new Set<string>(['PendingApproval'])
    for (const from of reached)
      for (const move of jobTransitions) if (move.from === from) reached.add(move.to)
    expect([...reached].sort()).toEqual([...jobStatuses].sort())
  })

  it.each<[StatusSet, (status: JobStatus) => boolean]>([
    ['ended', (status) => jobTransitions.every((move) => move.from !== status)],
    ['open', (status) => jobTransitions.some((move) => move.from === status)],
    ['decidable', (status) => mayMove(status, 'Rejected')],
    ['unclaimed', (status) => mayMove(status, 'Expired')],
    ['claimable', (status) => mayMove(status, 'Running')],
    ['cancellable', (status) => mayMove(status, 'Cancelled')],
    ['started', (status) => mayMove(status, 'Completed')],
    ['leased', (status) => mayMove(status, 'Lost')],
    ['outcome', (status) => mayMove('Lost', status)],
    ['decision', (status) => mayMove('PendingApproval', status)],
  ])('agrees with the set of statuses that are %s', (set, belongs) => {
    expect(jobStatuses.filter(belongs)).toEqual(statusesOf(set))
  })
})

it('requests a job again once it has ended or is lost', () => {
  const retried = ['Weird', ...jobStatuses].filter(mayRetry)
  expect(retried).toEqual(['Weird', 'Lost', 'Completed', 'Failed', 'Rejected', 'Cancelled', 'Expired'])
})

it('puts a status into words and shows every character of another program’s', () => {
  expect(statusName('PendingApproval')).toBe('Pending approval')
  const others = ['Weird', '', 'constructor', 'Appro\u200bved']
  expect(others.map(statusName)).toEqual(['Weird', 'Empty status', 'constructor', 'ApproU+200Bved'])
  expect([isJobStatus('Lost'), isJobStatus('lost'), isJobStatus(null)]).toEqual([true, false, false])
})

it('says in a sentence what became of a job', () => {
  expect(jobState('Completed')).toBe('This job has completed')
  expect(jobState('Weird')).toBe('This job is Weird')
  expect(new Set(jobStatuses.map(jobState)).size).toBe(jobStatuses.length)
})

it('reads the readable part of any program’s history', () => {
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
