import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { IndexCheck, type IndexRow } from './index-check'

const at = '2030-01-01T00:00:00.123456Z'
const row = (kind: string, node: string | null, ...people: string[]): IndexRow => ({
  ...{ kind, node, people },
  at: Date.parse(at),
})
type Taken = [stream: string, body: JsonObject, row: IndexRow | undefined]

/** What is wrong with the index of these events, in a database with these people. */
function problemsOf(taken: readonly Taken[], present: Record<string, string> = { ana: 'did:ana' }): string[] {
  const check = new IndexCheck(new Map(Object.entries(present)))
  return taken.flatMap(([stream, body, indexed], n) =>
    check.problems(
      { id: n + 1, stream, seq: n + 1, body: JSON.stringify({ at, ...body }), prev: null, hash: '' },
      indexed,
    ),
  )
}
const person = (id: string, did: string): Taken => [
  'rights',
  { kind: 'people insert', is: { id, did } },
  row('people insert', null, id),
]
const requested: Taken = [
  'job:1',
  { kind: 'requested', target_node_did: 'n', requester_did: 'did:ana' },
  row('requested', 'n', 'ana'),
]
const noted = (...people: string[]): Taken => ['job:1', { kind: 'note' }, row('note', 'n', ...people)]

it('knows the node and the requester of a job in all of its events', () => {
  expect(problemsOf([person('ana', 'did:ana'), requested, noted('ana')])).toEqual([])
  expect(problemsOf([person('ana', 'did:ana'), requested, noted()])).toEqual(['lacks that it is about ana'])
  expect(problemsOf([requested, ['job:1', { kind: 'note' }, row('note', 'm', 'ana')]])).toEqual([
    'has it on node m',
  ])
})

it('judges neither node nor people of a job of which it does not know the request', () => {
  expect(
    problemsOf([person('ana', 'did:ana'), ['job:2', { kind: 'note' }, row('note', 'x', 'ana', 'ben')]]),
  ).toEqual([])
})

it.each<[string, JsonObject, string | null]>([
  ['is', { is: { node_did: 'n' }, was: { node_did: 'm' } }, 'n'],
  ['was', { is: null, was: { node_did: 'm' } }, 'm'],
  ['itself', { node_did: 'k' }, 'k'],
  ['nothing', {}, null],
])('finds the node in what an event says: %s', (_, body, node) => {
  const of = (named: string | null) => problemsOf([['rights', { kind: 'x', ...body }, row('x', named)]])
  expect(of(node)).toEqual([])
  expect(of('other')).toEqual(['has it on node other'])
})

it.each<[JsonObject]>([
  [{ person_id: 'ana' }],
  [{ actor_did: 'did:ana' }],
  [{ is: { asked_by: 'ana' } }],
  [{ was: { id: 'ana' } }],
  [{ history: [{ actor_did: 'did:ana' }] }],
])('finds people in what an event says: %j', (body) => {
  const of = (...people: string[]) =>
    problemsOf([person('ana', 'did:ana'), ['rights', { kind: 'x', ...body }, row('x', null, ...people)]])
  expect(of('ana')).toEqual([])
  expect(of()).toEqual(['lacks that it is about ana'])
  expect(of('ana', 'ben')).toEqual(['says that it is about ben'])
})

it('misses nobody who came later, had another DID, or is gone', () => {
  const about: Taken = ['rights', { kind: 'x', actor_did: 'did:ana' }, row('x', null)]
  expect(problemsOf([about, person('ana', 'did:ana')])).toEqual([])
  expect(problemsOf([person('ana', 'did:other'), about])).toEqual([])
  expect(problemsOf([person('ana', 'did:ana'), about], {})).toEqual([])
  const renamed: Taken = [
    'rights',
    { kind: 'people update', is: { id: 'ana', did: 'did:new' } },
    row('people update', null, 'ana'),
  ]
  const former: Taken = ['rights', { kind: 'x', actor_did: 'did:ana' }, row('x', null, 'ana')]
  expect(problemsOf([person('ana', 'did:ana'), renamed, former, about], { ana: 'did:new' })).toEqual([])
})

it('knows who was there before the log', () => {
  const state: Taken = [
    'rights',
    { kind: 'state', table: 'people', rows: [{ id: 'ana', did: 'did:ana' }, 7] },
    row('state', null),
  ]
  const about: Taken = ['rights', { kind: 'x', actor_did: 'did:ana' }, row('x', null)]
  expect(problemsOf([state, about])).toEqual(['lacks that it is about ana'])
})

it('names a missing entry, another kind and another time', () => {
  expect(problemsOf([['rights', { kind: 'x' }, undefined]])).toEqual([
    'lacks it, so that pages and filters do not show it',
  ])
  expect(problemsOf([['rights', { kind: 'x' }, row('y', null)]])).toEqual(['has it as y'])
  expect(problemsOf([['rights', { kind: 'x' }, { ...row('x', null), at: null }]])).toEqual([
    'has it at another time',
  ])
  expect(problemsOf([['rights', { kind: 'x', at: 'never' }, { ...row('x', null), at: null }]])).toEqual([])
})
