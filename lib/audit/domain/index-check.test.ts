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

/** An event of somebody with this DID, of which the index has the person if it is about their row. */
const told = (did: string, kind = 'people update'): Taken =>
  kind === 'x'
    ? ['rights', { kind, actor_did: did }, row(kind, null)]
    : ['rights', { kind, is: { id: 'ana', did } }, row(kind, null, 'ana')]

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
  ['was, where is has none', { is: { node_did: null }, was: { node_did: 'm' } }, 'm'],
  ['itself', { node_did: 'k' }, 'k'],
  ['nothing', {}, null],
])('finds the node in what an event says: %s', (_, body, node) => {
  const of = (named: string | null) => problemsOf([['rights', { kind: 'x', ...body }, row('x', named)]])
  expect(of(node)).toEqual([])
  expect(of('other')).toEqual(['has it on node other'])
})

it('does not compare a node that is no text', () => {
  expect(problemsOf([['rights', { kind: 'x', node_did: 7 }, row('x', 'n')]])).toEqual([])
})

it('tells jobs apart, and the lives of one that was deleted', () => {
  const other: Taken = [
    'job:2',
    { kind: 'requested', target_node_did: 'm', requester_did: 'did:ben' },
    row('requested', 'm', 'ben'),
  ]
  const there = { ana: 'did:ana', ben: 'did:ben' }
  expect(problemsOf([requested, other, noted('ana')], there)).toEqual([])
  expect(problemsOf([requested, other, noted('ben')], there)).toEqual(['says that it is about ben'])
  const again: Taken = ['job:1', other[1], row('requested', 'm', 'ben')]
  const note = (node: string, ...people: string[]): Taken => [
    'job:1',
    { kind: 'note' },
    row('note', node, ...people),
  ]
  const people = ['ana', 'ben'].map((id) => person(id, `did:${id}`))
  const after = (...of: Taken[]) => problemsOf([...people, requested, again, ...of], there)
  expect(after(note('m', 'ben'))).toEqual([])
  expect(after(note('n', 'ana', 'ben'))).toEqual(['has it on node n', 'says that it is about ana'])
  expect(after(note('m'))).toEqual(['lacks that it is about ben'])
})

it.each<[JsonObject]>([
  [{ kind: 'note', target_node_did: 'n', requester_did: 'did:ana' }],
  [{ kind: 'requested', target_node_did: 7, requester_did: 'did:ana' }],
  [{ kind: 'requested', target_node_did: 'n', requester_did: 7 }],
])('takes nothing else for a request: %j', (body) => {
  const about: Taken = ['job:1', body, row(String(body.kind), 'x')]
  expect(problemsOf([about, ['job:1', { kind: 'note' }, row('note', 'x', 'ben')]])).toEqual([])
})

it.each<[JsonObject]>([
  [{ person_id: 'ana' }],
  [{ actor_did: 'did:ana' }],
  [{ is: { asked_by: 'ana' } }],
  [{ was: { id: 'ana' } }],
  [{ history: [null, 'x', { actor_did: 'did:ana' }] }],
])('finds people in what an event says: %j', (body) => {
  const of = (...people: string[]) =>
    problemsOf([person('ana', 'did:ana'), ['rights', { kind: 'x', ...body }, row('x', null, ...people)]])
  expect(of('ana')).toEqual([])
  expect(of()).toEqual(['lacks that it is about ana'])
  expect(of('ana', 'ben')).toEqual(['says that it is about ben'])
})

it('takes nothing else for a name', () => {
  const body = { reason: 'did:ana', paid: 'ana', by_the_way: 'ana', id: 7 }
  expect(problemsOf([person('ana', 'did:ana'), ['rights', { kind: 'x', ...body }, row('x', null)]])).toEqual(
    [],
  )
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

it('does not miss whoever comes with the event itself, or is back at a former DID', () => {
  const [stream, body] = person('ana', 'did:ana')
  expect(problemsOf([[stream, body, row('people insert', null)]])).toEqual([])
  const [about, events] = [told('did:ana', 'x'), ['did:ana', 'did:new', 'did:ana'].map((did) => told(did))]
  expect(problemsOf([...events, about])).toEqual([])
})

it('knows each DID that somebody had, and that an update without another changes none', () => {
  const events = ['did:a', 'did:b', 'did:c'].map((did) => told(did))
  const former: Taken = ['rights', { kind: 'x', actor_did: 'did:b' }, row('x', null, 'ana')]
  expect(problemsOf([...events, former], { ana: 'did:c' })).toEqual([])
  const unchanged: JsonObject[] = [{ id: 'ana', did: 'did:ana' }, { id: 'ana' }]
  for (const is of unchanged) {
    const same: Taken = ['rights', { kind: 'people update', is }, row('people update', null, 'ana')]
    expect(problemsOf([told('did:ana'), same, told('did:ana', 'x')])).toEqual(['lacks that it is about ana'])
  }
})

it.each<[JsonObject, boolean]>([
  [{ kind: 'state', table: 'people' }, true],
  [{ kind: 'state', table: 'tokens' }, false],
  [{ kind: 'x', table: 'people' }, false],
])('knows who was there before the log, if it states it: %j', (body, knows) => {
  const rows = [null, 7, { id: 7, did: 'did:ana' }, { id: 'ana', did: 'did:ana' }]
  const state = (of: JsonObject): Taken => ['rights', { ...body, ...of }, row(String(body.kind), null)]
  const found = knows ? ['lacks that it is about ana'] : []
  expect(problemsOf([state({ rows }), told('did:ana', 'x')])).toEqual(found)
  expect(problemsOf([state({ rows: 5 }), told('did:ana', 'x')])).toEqual([])
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
  expect(problemsOf([['rights', { kind: 'x', at: 5 }, { ...row('x', null), at: null }]])).toEqual([])
})

it('compares a kind as far as the index keeps it', () => {
  const of = (body: JsonObject, kind: string) => problemsOf([['rights', body, row(kind, null)]])
  expect(of({ kind: 'k'.repeat(200) }, 'k'.repeat(199))).toHaveLength(1)
  expect(of({ kind: 'k'.repeat(201) }, 'k'.repeat(200))).toEqual([])
  expect(of({ kind: 7 }, '')).toEqual([])
  expect(of({}, '')).toEqual([])
  expect(of({}, 'x')).toEqual(['has it as x'])
})
