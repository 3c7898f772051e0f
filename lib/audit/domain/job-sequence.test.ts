import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { JobSequence } from './job-sequence'

const requested = { kind: 'requested', params_sha256: 'a' }
const moved = (from: string, to: string): JsonObject => ({ kind: 'status', from, to })

/** What is wrong with these events, with the place of each. */
function wrongOf(events: readonly JsonObject[], stated = 0): [number, string][] {
  const sequence = new JobSequence(stated)
  for (const [n, event] of events.entries()) sequence.take(event, n)
  return sequence.wrong.map(({ event, what }) => [event, what])
}

it.each<[string, JsonObject[]]>([
  [
    'moves',
    [requested, moved('PendingApproval', 'Approved'), { kind: 'note', from: 'Approved', to: 'Approved' }],
  ],
  [
    'revisions',
    [
      requested,
      { kind: 'revised', was_params_sha256: 'a', params_sha256: 'b' },
      { kind: 'deleted', params_sha256: 'b' },
    ],
  ],
  [
    'a second life',
    [
      requested,
      { kind: 'deleted', status: 'PendingApproval', params_sha256: 'a' },
      { ...requested, params_sha256: 'c' },
    ],
  ],
  ['other events', [requested, { kind: 'vote' }, { kind: 'window' }]],
  [
    'what follows a deletion',
    [
      requested,
      { kind: 'deleted', status: 'PendingApproval', params_sha256: 'a' },
      moved('Running', 'Completed'),
      { kind: 'revised', was_params_sha256: 'b', params_sha256: 'c' },
    ],
  ],
  [
    'events of older versions',
    [
      requested,
      { kind: 'revised', params_sha256: 'b' },
      { kind: 'deleted', status: 'PendingApproval' },
      { kind: 'status', to: 'x' },
    ],
  ],
  ['a job from before the log', [moved('Running', 'Completed'), { kind: 'deleted', params_sha256: 'x' }]],
])('has nothing against %s', (_, events) => {
  expect(wrongOf(events)).toEqual([])
})

const status = (was: string) => `was "${was}" when it changed, but its events before say "PendingApproval"`
const params = 'had parameters that differed from its events when they changed'

it.each<[string, JsonObject, string]>([
  ['a move from another status', moved('Approved', 'Running'), status('Approved')],
  ['a note on another status', { kind: 'note', from: 'Running', to: 'Running' }, status('Running')],
  ['a deletion of another status', { kind: 'deleted', status: 'Completed' }, status('Completed')],
  ['a revision of other parameters', { kind: 'revised', was_params_sha256: 'b', params_sha256: 'c' }, params],
  ['a deletion of other parameters', { kind: 'deleted', params_sha256: 'b' }, params],
  [
    'what PostgreSQL itself noticed',
    { kind: 'details altered' },
    'had details, times, documents or log lines that differed from its events',
  ],
])('names %s', (_, event, what) => {
  expect(wrongOf([requested, event])).toEqual([[1, what]])
})

it('knows nothing of a job from before the log but what was stated since', () => {
  const events = [moved('a', 'Approved'), moved('PendingApproval', 'Approved'), moved('Approved', 'Running')]
  expect(wrongOf(events, 1)).toEqual([])
  expect(wrongOf(events, 2)).toEqual([
    [1, 'was "PendingApproval" when it changed, but its events before say "Approved"'],
  ])
})

const tried = (step: string, at: string, revision = 1): JsonObject => ({
  kind: 'dry run',
  step,
  revision,
  at: `2030-01-01T00:${at}.000000Z`,
})
const approved = (at: string, more: JsonObject = {}): JsonObject => ({
  ...{ kind: 'vote', decision: 'approve', revision: 1, at: `2030-01-01T00:${at}.000000Z` },
  ...more,
})

it('finds an approval while a dry run was awaited', () => {
  const asked = [requested, tried('asked', '00:00')]
  const found = [[2, 'was approved while its dry run was awaited']]
  expect(wrongOf([...asked, approved('09:58')])).toEqual(found)
  expect(wrongOf([...asked, approved('09:58', { kind: 'glass broken', decision: null })])).toEqual(found)
})

it.each<[string, JsonObject[]]>([
  ['that was reported', [tried('reported', '00:10'), approved('00:20')]],
  ['that somebody went on without', [tried('skipped', '00:10'), approved('00:20')]],
  ['that nobody waited for any more', [approved('10:00')]],
  ['of an earlier revision', [approved('00:20', { revision: 2 })]],
  ['of a job that was deleted', [{ kind: 'deleted' }, requested, approved('00:20')]],
  ['that was rejected', [approved('00:20', { decision: 'reject' })]],
])('has nothing against what was decided on a dry run %s', (_, events) => {
  expect(wrongOf([requested, tried('asked', '00:00'), ...events])).toEqual([])
})
