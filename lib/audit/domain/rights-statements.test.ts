import { describe, expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { type LoggedEvent, rightsAfter } from '@/test/rights-log'
import { laterTables, plainNode, type RightsTableName, rightsTables } from './rights-tables'

const state = (table: string, part: number, ...rows: JsonObject[]): JsonObject => ({
  ...{ kind: 'state', table, part, rows },
})
const stateMore = (table: string, part: number, ...rows: JsonObject[]): JsonObject => ({
  ...{ ...state(table, part, ...rows), version: 2 },
})
const adopted = { kind: 'jobs adopted', jobs: 3, jobs_sha256: 'aa' }
const anna = { id: 'anna', role: 'admin' }
const ben = { id: 'ben', role: 'viewer' }
const dora = { id: 'dora', role: 'viewer' }
const gone = expect.stringMatching(/gone/)
const again = expect.stringMatching(/once more/)
const late = expect.stringMatching(/begun already/)

it('a statement replaces what older events said of a table, and of no other', () => {
  const group = { group_id: 'g', name: 'x' }
  const before = [
    ...[anna, dora].map((is) => ({ kind: 'people insert', was: null, is })),
    { kind: 'approver_groups insert', was: null, is: group },
  ]
  const log = () =>
    rightsAfter(...before, state('people', 0, ben), state('people', 1, { ...anna, role: null }))
  expect(log().foundOf('people', ben)).toEqual([
    [5, expect.stringMatching('"anna".*gone')],
    [3, expect.stringMatching('"g".*gone')],
  ])
  expect(log().foundOf('people', ben, anna)).toEqual([
    [5, expect.stringMatching('role "admin".* null')],
    [3, gone],
  ])
})

it.each<[RightsTableName, typeof state]>([
  ['people', state],
  ['nodes', state],
  ['accounts', stateMore],
])('a statement says each column of %s', (table, statement) => {
  const { key, watched } = rightsTables[table]
  const row = Object.fromEntries([...key, ...watched].map((column) => [column, 'x']))
  const foundOf = (stored: JsonObject) => rightsAfter(statement(table, 0, row)).foundOf(table, stored)
  expect(foundOf(row)).toEqual([])
  for (const column of watched)
    expect(foundOf({ ...row, [column]: 7 })).toEqual([[1, expect.stringMatching(` ${column} 7,.* "x"`)]])
})

it('a second statement about a table is found', () => {
  expect(rightsAfter(state('people', 0), state('people', 1), state('tokens', 0)).found()).toEqual([])
  expect(rightsAfter(state('people', 0), state('people', 0)).found()).toEqual([[2, again]])
  expect(rightsAfter(state('nodes', 0), stateMore('nodes', 0)).found()).toEqual([])
  expect(rightsAfter(stateMore('nodes', 0), stateMore('nodes', 0)).found()).toEqual([[2, again]])
})

it('keeps the first list of the jobs from before the log, and finds a second', () => {
  expect(rightsAfter(state('people', 0)).projection.adopted).toBeNull()
  const { projection, found } = rightsAfter(adopted, { ...adopted, jobs: 4 })
  expect(projection.adopted).toEqual({ id: 1, seq: 101, jobs: 3, sha256: 'aa' })
  expect(found()).toEqual([[2, again]])
})

const job = (body: string): LoggedEvent => ['job:1', body]
const token = { token_id: 't', token_sha256: 'aa' }

/** Events, whether all of rights and jobs is an event from then on, and whether more of them is. */
it.each<[string, LoggedEvent, boolean, boolean]>([
  ['a token with its digest', { kind: 'tokens insert', was: null, is: token }, true, false],
  ['a token from before digests', { kind: 'tokens insert', was: null, is: { token_id: 't' } }, false, false],
  ['a deleted token', { kind: 'tokens delete', was: token, is: null }, false, false],
  ['another digest', { kind: 'invitations insert', was: null, is: { token_sha256: 'aa' } }, false, false],
  ['a person', { kind: 'people insert', was: null, is: anna }, false, false],
  ['a job with its digest', job('{"details_sha256": "aa"}'), true, false],
  ['a job without', job('{"details_sha256": null}'), false, false],
  ['a job that writes of one', job('{"reason": "\\"details_sha256\\""}'), false, false],
  ['what cannot be read', job('"details_sha256"'), false, false],
  ['an event of version 2', { kind: 'people insert', was: null, is: anna, version: 2 }, false, true],
  ['another version', { kind: 'people insert', was: null, is: anna, version: 1 }, false, false],
])('after %s, what was there before comes too late or not', (_, event, begun, more) => {
  const foundIn = (statement: JsonObject) => rightsAfter(event, statement).found()
  expect(foundIn(adopted)).toEqual(begun ? [[2, late]] : [])
  expect(foundIn({ ...adopted, version: 2 })).toEqual(begun ? [[2, late]] : [])
  expect(foundIn(state('people', 0))).toEqual(begun ? [[2, late]] : [])
  expect(foundIn(stateMore('accounts', 0))).toEqual(more ? [[2, late]] : [])
  expect(rightsAfter(event, adopted).projection.adopted === null).toBe(begun)
  expect(rightsAfter(event).projection.saysMore).toBe(more)
})

it('later events do not make it come in time', () => {
  const begun = { kind: 'tokens insert', was: null, is: token, version: 2 }
  const log = rightsAfter(
    begun,
    job('{}'),
    { kind: 'people insert', was: null, is: anna },
    adopted,
    stateMore('nodes', 0),
  )
  expect(log.found()).toEqual([
    [4, late],
    [5, late],
  ])
})

describe('what a log says only since it has stated it', () => {
  it('is said from the first statement on', () => {
    expect(rightsAfter(state('nodes', 0)).projection.saysMore).toBe(false)
    expect(rightsAfter(stateMore('accounts', 0)).projection.saysMore).toBe(true)
  })

  const node = { node_did: 'n', ...plainNode, labels: { site: 'x' } }
  const { owned_since: _, is_sample: __, ...older } = node
  const added = { kind: 'nodes insert', was: null, is: older }
  const owned = { owned_since: '2026-11-29T00:00:00+00:00' }

  it('is compared of all nodes then, with the rest as older events have it', () => {
    const log = () => rightsAfter(added, stateMore('nodes', 0))
    expect(log().foundOf('nodes', node)).toEqual([])
    expect(log().foundOf('nodes', { ...node, ...owned })).toEqual([[1, expect.stringMatching(/owned_since/)]])
    expect(log().foundOf('nodes', { ...node, is_sample: true })).toEqual([
      [1, expect.stringMatching(/is_sample/)],
    ])
    const columns = { ...owned, is_sample: true }
    const stated = () => rightsAfter(added, stateMore('nodes', 0, { node_did: 'n', ...columns }))
    expect(stated().foundOf('nodes', { ...node, ...columns })).toEqual([])
    expect(stated().foundOf('nodes', node)).toHaveLength(2)
    expect(stated().foundOf('nodes', { ...node, ...columns, labels: {} })).toHaveLength(1)
  })

  it('adds nodes of which nothing else is known', () => {
    const m = { node_did: 'm', owned_since: null, is_sample: true }
    const log = () =>
      rightsAfter(stateMore('nodes', 0, m), stateMore('nodes', 1, { node_did: 'n', ...owned }))
    expect(log().foundOf('nodes', { ...plainNode, ...m }, { ...plainNode, node_did: 'n', ...owned })).toEqual(
      [],
    )
    expect(log().foundOf('nodes')).toEqual([
      [1, gone],
      [2, gone],
    ])
  })

  it('does not miss a node that lost its last label, and went, before that', () => {
    const plain = { ...older, labels: {} }
    const events = [added, { kind: 'nodes update', was: older, is: plain }, stateMore('nodes', 0)]
    expect(rightsAfter(...events).foundOf('nodes')).toEqual([])
  })

  it('is left out of a log that has not', () => {
    const log = rightsAfter(
      { kind: 'nodes insert', was: null, is: { ...node, ...owned, is_sample: true } },
      ...laterTables.map((table) => ({ kind: `${table} insert`, was: null, is: { id: 'a', issuer: 'a' } })),
      { kind: 'people insert', was: null, is: anna },
    )
    log.projection.leaveOutMore()
    expect(log.foundOf('nodes', node)).toEqual([[4, gone]])
    expect(laterTables).toEqual(['accounts', 'role_providers'])
  })
})

it.each(['insert', 'delete'])('an owner says since when the node is owned: %s', (operation) => {
  const [was, is] = [null, { node_did: 'n', person_id: 'anna' }]
  const owner = operation === 'insert' ? { was, is } : { was: is, is: was }
  const event = { kind: `node_owners ${operation}`, ...owner, version: 2 }
  const node = { node_did: 'n', ...plainNode, owned_since: 'x' }
  const rows = (...events: JsonObject[]) => {
    const log = rightsAfter(...events)
    log.projection.compare('node_owners', is)
    return log.foundOf('nodes', node).filter(([, detail]) => detail.startsWith('nodes'))
  }
  expect(rows({ ...event, owned_since: 'x' })).toEqual([])
  expect(rows({ ...event, owned_since: null })).toEqual([
    [1, expect.stringMatching('owned_since "x".* null')],
  ])
  expect(rows(event)).toEqual([[0, expect.stringMatching('owned_since "x".* null')]])
})
