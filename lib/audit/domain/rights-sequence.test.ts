import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { rightsAfter } from '@/test/rights-log'
import { askedColumns } from './rights-sequence'

const person: JsonObject = { id: 'p', did: 'd', role: 'operator', disabled_at: null }
const admin = { ...person, role: 'admin' }
const disabled = { ...person, disabled_at: 'x' }
const inserted = { kind: 'people insert', was: null, is: person }

it('finds that an event took over a column that was changed past the log', () => {
  const taken = { kind: 'people update', was: admin, is: { ...admin, disabled_at: 'x' } }
  const found = [2, 'people ["p"] had role "admin" when it was changed, but the events before say "operator"']
  expect(rightsAfter(inserted, taken).foundOf('people', taken.is)).toEqual([found])
  const removed = { kind: 'people delete', was: admin, is: null }
  expect(rightsAfter(inserted, removed).foundOf('people')).toEqual([found])
})

it('has nothing against events that follow one another', () => {
  const events = [
    inserted,
    { kind: 'people update', was: person, is: disabled },
    { kind: 'people delete', was: disabled, is: null },
    inserted,
  ]
  expect(rightsAfter(...events).foundOf('people', person)).toEqual([])
})

it('finds an event about a row that came, or went, past the log', () => {
  const changed = { kind: 'people update', was: person, is: disabled }
  expect(rightsAfter(changed).foundOf('people', disabled)).toEqual([
    [1, 'people ["p"] was changed, but no event before has it'],
  ])
  const removed = { kind: 'people delete', was: person, is: null }
  expect(rightsAfter(removed).foundOf('people')).toEqual([
    [1, 'people ["p"] was removed, but no event before has it'],
  ])
  expect(rightsAfter(inserted, inserted).foundOf('people', person)).toEqual([
    [2, 'people ["p"] was added, but was there by the events before'],
  ])
  const other = { ...person, id: 'q' }
  const renamed = { kind: 'people update', was: person, is: other }
  expect(rightsAfter(inserted, renamed).foundOf('people', other)).toEqual([])
  expect(rightsAfter(inserted, { ...inserted, is: other }, renamed).foundOf('people', other)).toEqual([
    [3, 'people ["q"] was added, but was there by the events before'],
  ])
})

it('compares nothing with what was there before the log said all', () => {
  const stated = { kind: 'state', table: 'people', part: 0, rows: [disabled] }
  const older = { kind: 'people update', was: admin, is: disabled }
  const later = { kind: 'people update', was: disabled, is: person }
  expect(rightsAfter(older, stated, later).foundOf('people', person)).toEqual([])
  expect(rightsAfter(older, stated, { ...later, was: admin }).foundOf('people', person)).toHaveLength(2)
  const { role: _, ...lacking } = person
  const since = { kind: 'people update', was: lacking, is: person }
  expect(rightsAfter(inserted, since).foundOf('people', person)).toEqual([])
  const events = [
    { ...inserted, is: lacking },
    { kind: 'people update', was: admin, is: disabled },
  ]
  expect(rightsAfter(...events).foundOf('people', disabled)).toEqual([])
})

const node = { node_did: 'n', restricted: false, labels: {}, retired_at: null, service_reason: null }
const labelled = { ...node, labels: { a: 'b' } }

it('knows a node that came without an event', () => {
  const changed = { kind: 'nodes update', was: node, is: labelled }
  const back = { kind: 'nodes update', was: labelled, is: node }
  const added = { kind: 'nodes insert', was: null, is: labelled }
  expect(rightsAfter(changed, back, added).foundOf('nodes', labelled)).toEqual([])
  expect(rightsAfter(added, added).foundOf('nodes', labelled)).toEqual([
    [2, 'nodes ["n"] was added, but was there by the events before'],
  ])
  expect(rightsAfter({ ...changed, was: { ...node, restricted: true } }).foundOf('nodes')).toContainEqual([
    1,
    'nodes ["n"] had restricted true when it was changed, but the events before say false',
  ])
})

it('forgets of a log that does not say all of nodes what it found in columns that came later', () => {
  const added = { kind: 'nodes insert', was: null, is: { ...node, is_sample: false } }
  const changed = (was: JsonObject) => ({
    ...{ kind: 'nodes update', is: labelled, was: { ...node, is_sample: false, ...was } },
  })
  const details = (was: JsonObject, isWhole: boolean) => {
    const log = rightsAfter(added, changed(was))
    if (!isWhole) log.projection.leaveOutMore()
    return log.foundOf('nodes', { ...labelled, is_sample: false }).map(([, detail]) => detail)
  }
  const found = (column: string) => [expect.stringContaining(`had ${column} true when it was changed`)]
  expect(details({ is_sample: true }, true)).toEqual(found('is_sample'))
  expect(details({ is_sample: true }, false)).toEqual([])
  expect(details({ restricted: true }, false)).toEqual(found('restricted'))
})

it('finds another time since when a node has had an owner, once the log says it', () => {
  const owner = (person_id: string, owned_since: string | null) => ({
    ...{ kind: 'node_owners insert', was: null, is: { node_did: 'n', person_id } },
    ...{ owned_since, version: 2 },
  })
  const rows = [owner('a', 't').is, owner('b', 't').is]
  expect(rightsAfter(owner('a', null), owner('b', 't')).foundOf('node_owners', ...rows)).toHaveLength(1)
  expect(rightsAfter(owner('a', 't'), owner('b', 't')).foundOf('node_owners', ...rows)).toHaveLength(1)
  const found = [2, 'nodes ["n"] had owned_since "u" when it was changed, but the events before say "t"']
  expect(rightsAfter(owner('a', 't'), owner('b', 'u')).foundOf('node_owners', ...rows)).toContainEqual(found)
  const older = rightsAfter(owner('a', 't'), owner('b', 'u'))
  older.projection.leaveOutMore()
  expect(older.foundOf('node_owners', ...rows)).not.toContainEqual(found)
})

const due = '2030-01-04T00:00:00+00:00'
const change = (state: string): JsonObject => ({ change_id: 'c', state, due_at: due })
const asked = { kind: 'consent_changes insert', was: null, is: change('waiting') }
const became = (was: string, is: string, at = '2030-01-01T00:00:00Z') => ({
  ...{ kind: 'consent_changes update', at, was: change(was), is: change(is) },
})

it.each([
  [became('waiting', 'agreed'), became('agreed', 'done')],
  [became('waiting', 'refused')],
  [became('waiting', 'withdrawn')],
  [became('waiting', 'done', '2030-01-04T00:00:00Z')],
])('a change of who decides may go on like this', (...events) => {
  const last = events.at(-1)?.is ?? {}
  expect(rightsAfter(asked, ...events).foundOf('consent_changes', last)).toEqual([])
})

it.each([
  [became('waiting', 'done', '2030-01-03T23:59:59Z'), 'was done before it was due'],
  [became('waiting', 'done', 'some day'), 'was done before it was due'],
  [became('waiting', 'waiting'), 'went from "waiting" to "waiting", as no change may'],
  [became('waiting', 'constructor'), 'went from "waiting" to "constructor", as no change may'],
])('a change of who decides may not go on like this', (event, what) => {
  expect(rightsAfter(asked, event).foundOf('consent_changes', event.is)).toEqual([
    [2, `consent_changes ["c"] ${what}`],
  ])
})

it.each([...askedColumns])('a change of who decides that gets another %s is found', (column) => {
  const is = { ...change('agreed'), [column]: 'another' }
  expect(rightsAfter(asked, { ...became('waiting', 'agreed'), is }).foundOf('consent_changes', is)).toEqual([
    [2, `consent_changes ["c"] got another ${column}, as no change may`],
  ])
})

it('a change that was decided on past the log is found, and one that began so', () => {
  const done = became('agreed', 'done')
  expect(rightsAfter(asked, done).foundOf('consent_changes', done.is)).toEqual([
    [2, 'consent_changes ["c"] had state "agreed" when it was changed, but the events before say "waiting"'],
  ])
  const agreed = { ...asked, is: change('agreed') }
  expect(rightsAfter(agreed).foundOf('consent_changes', agreed.is)).toEqual([
    [1, 'consent_changes ["c"] began as "agreed"'],
  ])
  const late = [asked, became('waiting', 'refused'), became('refused', 'done', due)]
  expect(rightsAfter(...late).foundOf('consent_changes', change('done'))).toEqual([
    [3, 'consent_changes ["c"] went from "refused" to "done", as no change may'],
  ])
  const again = [asked, became('waiting', 'refused'), became('refused', 'agreed')]
  expect(rightsAfter(...again).foundOf('consent_changes', change('agreed'))).toEqual([
    [3, 'consent_changes ["c"] went from "refused" to "agreed", as no change may'],
  ])
  const taken = (by: string | null, kind: string) => {
    const is = { ...change('withdrawn'), kind, decided_by: by }
    const of = (event: JsonObject) => ({ ...event, is: { ...change('agreed'), kind } })
    const events = [
      { ...asked, is: { ...asked.is, kind } },
      of({ ...became('waiting', 'agreed'), was: { ...asked.is, kind } }),
    ]
    return rightsAfter(...events, {
      ...became('agreed', 'withdrawn'),
      was: { ...change('agreed'), kind },
      is,
    }).foundOf('consent_changes', is)
  }
  expect(taken(null, 'change_rule')).toEqual([])
  const withdrawn = [[3, 'consent_changes ["c"] went from "agreed" to "withdrawn", as no change may']]
  expect(taken('q', 'change_rule')).toEqual(withdrawn)
  expect(taken(null, 'restrict')).toEqual(withdrawn)
})
