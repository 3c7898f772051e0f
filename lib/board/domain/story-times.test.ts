import { describe, expect, it } from 'vitest'
import { jobTimeline, type LoggedEvent } from '@/lib/board/domain/timeline'
import type { StatusChange } from '@/lib/jobs/domain/status'
import { storyEvents, storyTimes } from './story-times'

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 24, 12, minute)).toISOString()
const change = (minute: number, status: string, actor_did = 'did:a'): StatusChange => ({
  status,
  timestamp: at(minute),
  message: '',
  actor_did,
})
const vote = (minute: number, did = 'did:a', decision: 'approve' | 'reject' = 'approve') => ({
  at: at(minute),
  did,
  decision,
})
const story = [
  change(0, 'PendingApproval', 'did:o'),
  change(5, 'Approved'),
  change(6, 'PendingApproval'),
  change(9, 'Approved'),
]

describe('storyTimes', () => {
  it.each([
    ['each vote belongs to its decision, in order', [vote(50), vote(50)], [5, 9]],
    ['a vote without a decision keeps its time', [vote(50), vote(50), vote(55)], [5, 9, 55]],
    ['somebody else’s vote keeps its time', [vote(50, 'did:b')], [50]],
    ['an opposing vote keeps its time', [vote(50, 'did:a', 'reject')], [50]],
    ['a vote is not moved to a decision that came later', [vote(7), vote(8)], [5, 8]],
  ])('%s', (_, votes, times) => {
    expect(storyTimes(votes, story)).toEqual(times.map(at))
  })
})

it('storyEvents: the timeline has no votes, and nothing found out, at the time of the installation', () => {
  const logged = (seq: number, minute: number, person_did: string): LoggedEvent => ({
    seq,
    at: at(minute),
    kind: 'vote',
    person_did,
    decision: 'approve',
  })
  const events: LoggedEvent[] = [
    { seq: 1, at: at(50), kind: 'dry run', step: 'reported' },
    logged(2, 50, 'did:a'),
    logged(5, 50, 'did:a'),
    logged(7, 55, 'did:b'),
  ]
  const recorded = story.map((made, index) => ({ ...made, seq: [1, 3, 4, 6][index] ?? 0, recordedAt: null }))
  expect(jobTimeline(recorded, storyEvents(events, story)).map((entry) => [entry.label, entry.at])).toEqual([
    ['Pending approval', at(0)],
    ['Approved', at(5)],
    ['Pending approval', at(6)],
    ['Approved', at(9)],
    ['Voted to approve', at(55)],
  ])
})
