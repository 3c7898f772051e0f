import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { type LoggedEvent, rightsAfter } from '@/test/rights-log'
import { askedColumns } from './rights-sequence'
import { type RightsTableName, rightsTableNames, rightsTables } from './rights-tables'

/** States in which a change may be one after the other. */
const states = { old: 'waiting', new: 'agreed' }

/** A row whose key and columns say their names. */
const rowOf = (table: RightsTableName, key: string, value: 'old' | 'new'): JsonObject => ({
  ...Object.fromEntries(rightsTables[table].key.map((column) => [column, `${key} ${column}`])),
  ...Object.fromEntries(rightsTables[table].watched.map((column) => [column, `${value} ${column}`])),
  ...(table === 'consent_changes' ? { state: states[value], ...sameAsked } : {}),
})
/** What was asked stays as it is. */
const sameAsked = Object.fromEntries(askedColumns.map((column) => [column, `same ${column}`]))
const quoted = (row: JsonObject, column: string): string => JSON.stringify(row[column])
const gone = expect.stringMatching(/gone/)
const unknown = expect.stringMatching(/not in the log/)

it.each(rightsTableNames)('finds each edited column of %s', (table) => {
  const row = rowOf(table, 'a', 'old')
  const inserted = { kind: `${table} insert`, was: null, is: row }
  const updated = { kind: `${table} update`, was: row, is: rowOf(table, 'a', 'new') }
  expect(rightsAfter(inserted).foundOf(table, row)).toEqual([])
  expect(rightsAfter(inserted, updated).foundOf(table, rowOf(table, 'a', 'new'))).toEqual([])
  const { key, watched } = rightsTables[table]
  const name = `${table} ${JSON.stringify(key.map((column) => `a ${column}`))}`
  for (const column of watched)
    expect(rightsAfter(inserted).foundOf(table, { ...row, [column]: 7 })).toEqual([
      [1, `${name} has ${column} 7, but the log says ${quoted(row, column)}`],
    ])
  const changed: string[] = watched.filter((column) => row[column] !== updated.is[column])
  expect(changed).toHaveLength(watched.length - (table === 'consent_changes' ? askedColumns.length : 0))
  expect(rightsAfter(inserted, updated).foundOf(table, row)).toEqual(
    changed.map((column) => [
      2,
      expect.stringMatching(` ${column} ${quoted(row, column)}.* ${quoted(updated.is, column)}`),
    ]),
  )
})

it.each(rightsTableNames.filter((table) => table !== 'nodes'))(
  'finds a row too many or too few of %s',
  (table) => {
    const row = rowOf(table, 'a', 'old')
    const inserted = { kind: `${table} insert`, was: null, is: row }
    const deleted = { kind: `${table} delete`, was: row, is: null }
    expect(rightsAfter().foundOf(table, row)).toEqual([[0, unknown]])
    expect(rightsAfter(inserted).foundOf(table)).toEqual([[1, gone]])
    expect(rightsAfter(inserted, deleted).foundOf(table)).toEqual([])
    expect(rightsAfter(inserted, deleted).foundOf(table, row)).toEqual([[0, unknown]])
    for (const column of rightsTables[table].key) {
      const other = { ...row, [column]: 'other' }
      expect(rightsAfter(inserted).foundOf(table, other)).toEqual([
        [0, unknown],
        [1, gone],
      ])
      const moved = { kind: `${table} update`, was: row, is: other }
      expect(rightsAfter(inserted, moved).foundOf(table, other)).toEqual([])
    }
  },
)

it('judges no column that an older event lacks', () => {
  const row = rowOf('tokens', 'a', 'old')
  const { scopes: _, ...older } = row
  const log = () => rightsAfter({ kind: 'tokens insert', was: null, is: older })
  expect(log().foundOf('tokens', row)).toEqual([])
  expect(log().foundOf('tokens', { ...row, person_id: null })).toHaveLength(1)
})

it.each([
  [98, `"${'x'.repeat(98)}"`],
  [99, `"${'x'.repeat(98)}…`],
])('shows a value of %i characters', (length, shown) => {
  const added = { kind: 'approver_groups insert', was: null, is: { group_id: 'g', name: 'x'.repeat(length) } }
  expect(rightsAfter(added).foundOf('approver_groups', { group_id: 'g' })).toEqual([
    [1, expect.stringMatching(` null, .* ${shown}$`)],
  ])
})

const anyone = { id: 'a' }
it.each<[string, LoggedEvent]>([
  ['a JSON object', ['rights', '[]']],
  ['known by a text', { kind: 7 }],
  ['about a table of rights', { kind: 'settings insert', is: anyone }],
  ['a change or a statement', { kind: 'people noted', is: anyone, table: 'people', part: 0, rows: [anyone] }],
  ['about a row', { kind: 'people insert', was: 'a', is: 'a', owned_since: null }],
  ['a statement about a table', { kind: 'state', table: ['people'], part: 0, rows: [anyone] }],
  ['a statement about one of rights', { kind: 'state', table: 'settings', part: 0, rows: [anyone] }],
  ['a statement of rows', { kind: 'state', table: 'people', part: 0, rows: [null, 'a'] }],
  ['a statement of a list', { kind: 'state', table: 'people', part: 0, rows: 'a' }],
])('passes over an event that is not %s', (_, event) => {
  expect(rightsAfter(event).foundOf('people')).toEqual([])
})

/** A node as its first report makes it, without an event. */
const plain: JsonObject = {
  ...{ node_did: 'n', restricted: false, labels: {}, retired_at: null, service_reason: null, consent: null },
  ...{ owned_since: null, is_sample: false },
}

it.each(rightsTables.nodes.watched)('finds another %s of a node without an event', (column) => {
  expect(rightsAfter().foundOf('nodes', plain)).toEqual([])
  expect(rightsAfter().foundOf('nodes', { ...plain, [column]: 'x' })).toEqual([
    [0, expect.stringMatching(`"n".* ${column} "x"`)],
  ])
})

it('misses a node only if rights rest on it', () => {
  const labelled = { ...plain, labels: { site: 'x' } }
  const added = { kind: 'nodes insert', was: null, is: labelled }
  expect(rightsAfter(added).foundOf('nodes')).toEqual([[1, gone]])
  expect(rightsAfter(added, { kind: 'nodes update', was: labelled, is: plain }).foundOf('nodes')).toEqual([])
})
