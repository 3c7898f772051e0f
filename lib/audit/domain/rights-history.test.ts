import { expect, it } from 'vitest'
import type { JsonObject } from '@/lib/kernel/json/json'
import { RightsHistory } from './rights-history'

/** A history of these events of rights, whose numbers begin with 1 and whose ids are ten times that. */
function historyOf(...events: (JsonObject | string)[]): RightsHistory {
  const history = new RightsHistory()
  for (const [n, event] of events.entries()) {
    const body = typeof event === 'string' ? event : JSON.stringify(event)
    history.take({ id: (n + 1) * 10, stream: 'rights', seq: n + 1, body, prev: null, hash: '' })
  }
  return history
}

const owner = { node_did: 'n', person_id: 'a', counts_from: null, since: 'x' }
const added = { kind: 'node_owners insert', was: null, is: owner }
const gone = { kind: 'node_owners delete', was: owner, is: null }
const minute = (n: number) => ({ at: new Date(Date.UTC(2030, 0, 1, 0, n)).toISOString() })
const ownersAt = (history: RightsHistory, seq: number) => history.rowsAt('node_owners', 'n', seq)

it('knows the rows after each event', () => {
  const later = { kind: 'node_owners update', was: owner, is: { ...owner, counts_from: 't' } }
  const history = historyOf(added, later, gone, added)
  expect([0, 1, 2, 3, 4].map((seq) => ownersAt(history, seq))).toEqual([
    [],
    [{ person_id: 'a', counts_from: null }],
    [{ person_id: 'a', counts_from: 't' }],
    [],
    [{ person_id: 'a', counts_from: null }],
  ])
  expect(history.rowsAt('node_owners', 'other', 1)).toEqual([])
})

it('passes over what says nothing of who decides, and what is no event', () => {
  const history = historyOf(
    'x',
    { kind: 'tokens insert', is: owner },
    { kind: 'constructor' },
    {
      ...{ kind: 'x', table: 'node_owners', part: 0, rows: [owner] },
    },
  )
  history.take({ id: 99, stream: 'job:1', seq: 1, body: JSON.stringify(added), prev: null, hash: '' })
  expect(ownersAt(history, 9)).toEqual([])
})

it('begins with what a log states that began later', () => {
  const state = (part: number, person: string, more = {}) => ({
    ...{ kind: 'state', table: 'node_owners', part, rows: [{ ...owner, person_id: person }, null], ...more },
  })
  const history = historyOf(added, state(0, 'b'), state(1, 'c'), state(0, 'd', { version: 2 }), {
    ...state(0, 'e'),
    table: 'passkeys',
  })
  expect(ownersAt(history, 3).map(({ person_id }) => person_id)).toEqual(['b', 'c'])
  expect(ownersAt(history, 5)).toHaveLength(2)
  const told = { at: Date.parse(minute(0).at), seen: 0 }
  expect(history.statesBefore({ ...told, id: 15 })).toEqual([])
  expect(history.statesBefore({ ...told, id: 35 })).toEqual([3, 2])
})

it('names the states that an event may have seen: from what it says that it saw to the last one before it', () => {
  const history = historyOf(...Array.from({ length: 9 }, () => added))
  const states = (id: number, seen: number) => history.statesBefore({ id, at: 0, seen })
  expect(states(55, 3)).toEqual([5, 4, 3])
  expect(states(55, 5)).toEqual([5])
  expect(states(50, 4)).toEqual([4])
  expect(states(5, 0)).toEqual([0])
  expect(states(999, 9)).toEqual([9])
  // What cannot be: it saw more than there was.
  expect(states(55, 8)).toEqual([5])
})

it('goes back ten minutes where an event does not say what it saw', () => {
  const history = historyOf(...[0, 1, 9, 10, 11].map((n) => ({ ...added, ...minute(n) })))
  const states = (n: number) => history.statesBefore({ id: 99, at: Date.parse(minute(n).at), seen: null })
  expect(states(11)).toEqual([5, 4, 3, 2, 1])
  expect(states(12)).toEqual([5, 4, 3, 2])
  expect(states(30)).toEqual([5])
})

it('goes back no further than that, whatever an event says that it saw', () => {
  const history = historyOf(...[0, 1, 9, 10, 11].map((n) => ({ ...added, ...minute(n) })))
  const states = (n: number, seen: number) =>
    history.statesBefore({ id: 99, at: Date.parse(minute(n).at), seen })
  expect(states(12, 1)).toEqual([5, 4, 3, 2])
  expect(states(12, 4)).toEqual([5, 4])
  expect(states(30, 1)).toEqual([5])
})
