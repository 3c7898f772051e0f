import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { Decisions } from './decisions-projection'

const vote: JsonObject = {
  ...{ person_id: 'anna', revision: 1, decision: 'approve', approval_hash: 'aa', reason: null },
  ...{ key: 'did:key:z', signed_sha256: 'bb', decided_at: '2026-11-29T12:00:00Z' },
}
const stored: JsonObject = { vote_id: 'v', ...vote, withdrawn_at: null }
const given: JsonObject = { kind: 'vote', vote_id: 'v', ...vote }

const approval: JsonObject = {
  ...{ person_id: 'ada', approval_hash: 'aa', reason: 'It burns', key: null, signed_sha256: null },
  broken_at: '2026-11-29T12:00:00Z',
}
const broken = (revision: number): JsonObject => ({ kind: 'glass broken', revision, ...approval })
const emergency = (revision: number, more: JsonObject = {}): JsonObject => ({
  ...{ revision, ...approval, reviewed_by: null, verdict: null },
  ...more,
})

/** How the stored votes and emergency approvals differ from these events. */
function differences(events: JsonObject[], votes: JsonObject[], approvals: JsonObject[] = []): string[] {
  const decisions = new Decisions()
  for (const [place, event] of events.entries()) decisions.take(event, place)
  return decisions.differences(votes, approvals)
}

it('finds nothing where votes are as their events have them', () => {
  expect(differences([given], [stored])).toEqual([])
  expect(differences([given, { kind: 'status', vote_id: 'w' }], [stored])).toEqual([])
})

it.each([...Object.keys(vote), 'withdrawn_at'])('finds another %s of a vote', (column) => {
  const other = { ...stored, [column]: 'other' }
  expect(differences([given], [other])).toEqual([`has a vote (v) whose ${column} differs from its events`])
})

it('judges no column that the event of a vote does not have', () => {
  const { key: _, ...older } = given
  expect(differences([older], [{ ...stored, key: 'any' }])).toEqual([])
})

it('finds a vote too many, and one too few', () => {
  expect(differences([], [stored])).toEqual(['has a vote (v) that its events do not have'])
  expect(differences([given], [])).toEqual(['lacks a vote (v) that its events have'])
  expect(differences([{ ...given, vote_id: { toString: 1 } }], [])).toEqual([
    'lacks a vote ({"toString":1}) that its events have',
  ])
})

it('holds a withdrawal to its time, where its event says it', () => {
  const at = '2026-11-29T12:05:00Z'
  const withdrawn: JsonObject = { kind: 'vote withdrawn', vote_id: 'v' }
  expect(differences([given, { ...withdrawn, withdrawn_at: at }], [{ ...stored, withdrawn_at: at }])).toEqual(
    [],
  )
  expect(differences([given, { ...withdrawn, withdrawn_at: at }], [stored])).toHaveLength(1)
  expect(differences([given, withdrawn], [{ ...stored, withdrawn_at: at }])).toEqual([])
  expect(differences([given, withdrawn], [{ ...stored, reason: 'x' }])).toHaveLength(1)
  // The vote is older than the log.
  expect(differences([{ ...withdrawn, withdrawn_at: at }], [])).toEqual([])
})

it('finds nothing where emergency approvals are as their events have them', () => {
  expect(differences([broken(1), broken(2)], [], [emergency(1), emergency(2)])).toEqual([])
})

it.each([...Object.keys(approval), 'reviewed_by', 'verdict'])(
  'finds another %s of an emergency approval',
  (column) => {
    expect(differences([broken(1)], [], [emergency(1, { [column]: 'other' })])).toEqual([
      `has an emergency approval (1) whose ${column} differs from its events`,
    ])
  },
)

it('finds an emergency approval too many, and one too few', () => {
  expect(differences([], [], [emergency(1)])).toEqual([
    'has an emergency approval (1) that its events do not have',
  ])
  expect(differences([broken(1)], [], [])).toEqual(['lacks an emergency approval (1) that its events have'])
})

it('holds an emergency approval to its review', () => {
  const review = { verdict: 'justified', review: 'It did burn' }
  const event: JsonObject = { kind: 'glass reviewed', revision: 1, person_id: 'ben', ...review }
  const reviewed = { reviewed_by: 'ben', ...review }
  const at = '2026-11-29T13:00:00Z'
  expect(differences([broken(1), broken(2), event], [], [emergency(1, reviewed), emergency(2)])).toEqual([])
  for (const column of Object.keys(reviewed))
    expect(differences([broken(1), event], [], [emergency(1, { ...reviewed, [column]: 'x' })])).toEqual([
      `has an emergency approval (1) whose ${column} differs from its events`,
    ])
  // An event may say when.
  expect(differences([broken(1), event], [], [emergency(1, { ...reviewed, reviewed_at: at })])).toEqual([])
  expect(
    differences(
      [broken(1), { ...event, reviewed_at: at }],
      [],
      [emergency(1, { ...reviewed, reviewed_at: 'x' })],
    ),
  ).toHaveLength(1)
  // An older event does not say of which revision: the last one that waits for a review.
  const { revision: _, ...older } = event
  expect(differences([broken(1), broken(2), older], [], [emergency(1), emergency(2, reviewed)])).toEqual([])
  expect(
    differences([broken(1), broken(2), older, older], [], [emergency(1, reviewed), emergency(2, reviewed)]),
  ).toEqual([])
  // The emergency approval is older than the log.
  expect(differences([older], [], [])).toEqual([expect.stringMatching(/^lacks an emergency approval/)])
})

it('follows the moves that rest on decisions', () => {
  const decisions = new Decisions()
  decisions.take({ kind: 'status', from: 'PendingApproval', to: 'Approved' }, 0)
  expect(decisions.moves.wrong).toHaveLength(1)
})
