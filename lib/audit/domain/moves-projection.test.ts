import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { Moves } from './moves-projection'

const vote = (decision: string, vote_id = 'v'): JsonObject => ({ kind: 'vote', vote_id, decision })
const moved = (from: string, to: string): JsonObject => ({ kind: 'status', from, to })
const approved = moved('PendingApproval', 'Approved')
const running = moved('Approved', 'Running')
const back = moved('Approved', 'PendingApproval')

const wrongAmong = (...events: JsonObject[]): string[] => {
  const moves = new Moves()
  for (const [n, event] of events.entries()) moves.take(event, n)
  return moves.wrong.map(({ what }) => what)
}

it.each<[string, JsonObject[]]>([
  ['an approval that ran', [vote('approve'), approved, running, moved('Running', 'Completed')]],
  ['an emergency approval', [{ kind: 'glass broken' }, approved, running, moved('Running', 'Failed')]],
  [
    'a rejection after an approval',
    [vote('approve'), vote('reject', 'w'), moved('PendingApproval', 'Rejected')],
  ],
  ['another round', [vote('approve'), approved, back, vote('approve', 'w'), approved]],
  ['what needs nobody', [moved('PendingApproval', 'Cancelled')]],
  ['what is no move', [{ kind: 'note', from: 'Completed', to: 'Completed' }]],
])('has nothing against %s', (_, events) => {
  expect(wrongAmong(...events)).toEqual([])
})

const without = (to: string): string =>
  `went from ${to === 'Running' ? 'Approved' : 'PendingApproval'} to ${to} without a vote for it or an emergency approval among its events`

it.each<[string, JsonObject[], string[]]>([
  ['no vote', [approved, running], [without('Approved'), without('Running')]],
  ['a vote against it', [vote('reject'), approved], [without('Approved')]],
  [
    'a withdrawn vote',
    [vote('approve'), { kind: 'vote withdrawn', vote_id: 'v' }, approved],
    [without('Approved')],
  ],
  [
    'a vote before the parameters changed',
    [vote('approve'), { kind: 'revised' }, approved],
    [without('Approved')],
  ],
  [
    'a vote before the window changed',
    [vote('approve'), { kind: 'window' }, approved],
    [without('Approved')],
  ],
  [
    'a vote before the node offered something else',
    [{ ...vote('approve'), revision: 1 }, { kind: 'details', revision: 2 }, approved],
    [without('Approved')],
  ],
  ['a vote of an earlier round', [vote('approve'), approved, back, approved], [without('Approved')]],
  [
    'a vote for it',
    [vote('approve'), moved('PendingApproval', 'Rejected')],
    ['went from PendingApproval to Rejected without a vote against it among its events'],
  ],
  [
    'names that are no status',
    [moved('constructor', 'Approved'), { kind: 'status', from: { toString: 1 } }],
    ['went from constructor to Approved, as no job may', 'went from unknown to unknown, as no job may'],
  ],
  [
    'a move that is none',
    [vote('approve'), moved('PendingApproval', 'Completed'), moved('Completed', 'Running')],
    [
      'went from PendingApproval to Completed, as no job may',
      'went from Completed to Running, as no job may',
    ],
  ],
])('names a move that rests on %s', (_, events, wrong) => {
  expect(wrongAmong(...events)).toEqual(wrong)
})
