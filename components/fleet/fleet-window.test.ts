import { expect, it } from 'vitest'
import type { FleetRow } from '@/lib/fleet/domain/fleet-page'
import { fail, ok } from '@/lib/kernel/errors'
import { fleetRow } from '@/test/fleet-row'
import type { FirstRows } from './fleet-order'
import { FleetWindow } from './fleet-window'

/** A server with nodes 0 … n−1 in the order `order`; each row's `disk` is the number of the read that it came from. */
function server(size: number) {
  const state = {
    order: Array.from({ length: size }, (_, n) => `did:t:${n}`),
    reading: 0,
    requests: [] as (number | 'order')[],
    down: false,
  }
  const row = (did: string): FleetRow => fleetRow(did, { disk: state.reading })
  const down = fail('unavailable', 'The server does not answer.')
  const at = () => new Date(state.reading * 1_000).toISOString()
  const first = (): FirstRows => {
    state.reading += 1
    const rows = state.order.slice(0, size <= 100 ? 100 : 60).map(row)
    return { rows, matching: state.order.length, at: at() }
  }
  const reader = {
    order: async () => {
      state.requests.push('order')
      return state.down ? down : ok({ dids: state.order, at: at() })
    },
    rows: async (dids: readonly string[]) => {
      state.requests.push(dids.length)
      return state.down ? down : ok({ rows: dids.filter((did) => state.order.includes(did)).map(row) })
    },
  }
  return { state, first, reader }
}

/** The reader above answers in microtasks, all of which run before the next turn of the event loop. */
const readsEnd = () => new Promise((done) => setImmediate(done))

const dids = (...numbers: number[]) => numbers.map((n) => `did:t:${n}`)

it('reads nothing more while only the first rows are on screen', async () => {
  const { state, first, reader } = server(10_000)
  const fleet = new FleetWindow(reader, first())
  fleet.show(0, 22)
  await readsEnd()
  expect(state.requests).toEqual([])
  expect(fleet.read()).toMatchObject({ count: 10_000, heldSince: null, problem: null })
})

it('reads the order once and the rows on screen; forgets rows far away', async () => {
  const { state, first, reader } = server(10_000)
  const fleet = new FleetWindow(reader, first())
  fleet.show(9_970, 10_009)
  await readsEnd()
  expect(state.requests).toEqual(['order', 30])
  expect(fleet.read().order).toHaveLength(10_000)
  expect(fleet.read().rows.get('did:t:9999')?.disk).toBe(1)
  for (let top = 0; top < 9_000; top += 40) {
    fleet.show(top, top + 39)
    await readsEnd()
  }
  expect(fleet.read().rows.size).toBeLessThan(600)
  expect(state.requests.filter((request) => request === 'order')).toHaveLength(1)
  expect(Math.max(...state.requests.filter((request) => request !== 'order'))).toBeLessThanOrEqual(60)
})

it('keeps the row that has the focus, however far away', async () => {
  const { first, reader } = server(10_000)
  const fleet = new FleetWindow(reader, first())
  fleet.show(500, 539)
  await readsEnd()
  fleet.focus(510)
  fleet.show(9_000, 9_039)
  await readsEnd()
  expect(['did:t:509', 'did:t:510'].map((did) => fleet.read().rows.has(did))).toEqual([false, true])
  fleet.focus(null)
  fleet.show(5_000, 5_039)
  await readsEnd()
  expect(fleet.read().rows.has('did:t:510')).toBe(false)
})

it('during fast scrolling reads only what is on screen when an answer arrives', async () => {
  const { state, first, reader } = server(10_000)
  const fleet = new FleetWindow(reader, first())
  for (let top = 0; top < 9_000; top += 100) fleet.show(top, top + 39)
  await readsEnd()
  expect(state.requests).toEqual(['order', 40])
  expect(fleet.read().rows.has('did:t:8900')).toBe(true)
})

it('at the top follows every refresh; a row under the pointer stays, with new values', async () => {
  const { state, first, reader } = server(10_000)
  const fleet = new FleetWindow(reader, first())
  fleet.show(0, 22)
  state.order.reverse()
  fleet.take(first())
  expect(fleet.read().order.slice(0, 2)).toEqual(dids(9_999, 9_998))
  fleet.hold()
  state.order.reverse()
  fleet.take(first())
  await readsEnd()
  expect(fleet.read().order.slice(0, 2)).toEqual(dids(9_999, 9_998))
  // They are on screen but no longer among the first rows, so they were read again separately.
  expect(fleet.read().rows.get('did:t:9999')?.disk).toBe(3)
  expect(state.requests).toEqual([23])
  fleet.release()
  expect(fleet.read().order.slice(0, 2)).toEqual(dids(0, 1))
})

it('keeps the order fixed after scrolling, says since when, and reads visible rows on every refresh', async () => {
  const { state, first, reader } = server(10_000)
  const fleet = new FleetWindow(reader, first())
  fleet.show(500, 539)
  await readsEnd()
  const sorted = fleet.read().order
  state.order = [...state.order.slice(600), ...state.order.slice(0, 590)]
  fleet.take(first())
  await readsEnd()
  expect(fleet.read().order).toEqual(sorted)
  expect(fleet.read().heldSince).toBe(new Date(1_000).toISOString())
  expect(fleet.read().rows.get('did:t:520')?.disk).toBe(2)
  fleet.show(580, 619)
  await readsEnd()
  // It has left the fleet; its place stays, so that nothing below moves.
  expect(fleet.read().rows.get('did:t:595')).toBeNull()
  await fleet.sortAgain()
  expect(fleet.read().order.slice(0, 2)).toEqual(dids(600, 601))
  expect(fleet.read()).toMatchObject({ count: 9_990, heldSince: null })
  fleet.take(first())
  fleet.show(0, 22)
  expect(fleet.read()).toMatchObject({ heldSince: null })
})

it('in a complete list in a fixed order, removed rows disappear and new ones come last', async () => {
  const { state, first, reader } = server(5)
  const fleet = new FleetWindow(reader, first())
  fleet.hold()
  state.order = dids(7, 4, 3, 0)
  fleet.take(first())
  expect(fleet.read()).toMatchObject({ order: dids(0, 3, 4, 7), count: 4 })
  fleet.release()
  expect(fleet.read()).toMatchObject({ order: dids(7, 4, 3, 0), count: 4 })
  expect(state.requests).toEqual([])
})

it('reports rows that fail to load, then waits for a retry or the next refresh', async () => {
  const { state, first, reader } = server(10_000)
  const fleet = new FleetWindow(reader, first())
  state.down = true
  fleet.show(100, 139)
  await readsEnd()
  fleet.show(200, 239)
  await readsEnd()
  expect(state.requests).toEqual(['order'])
  expect(fleet.read().problem).toBe('The server does not answer.')
  state.down = false
  fleet.retry()
  await readsEnd()
  expect(fleet.read()).toMatchObject({ problem: null })
  expect(fleet.read().rows.has('did:t:239')).toBe(true)
  state.down = true
  fleet.show(300, 339)
  await readsEnd()
  state.down = false
  fleet.take(first())
  await readsEnd()
  expect(fleet.read().problem).toBeNull()
  expect(fleet.read().rows.has('did:t:339')).toBe(true)
})

it('requests few long DIDs at once', async () => {
  const { state, first, reader } = server(10_000)
  state.order = state.order.map((did) => `${did}:${'é'.repeat(200)}`)
  const fleet = new FleetWindow(reader, first())
  fleet.show(500, 539)
  await readsEnd()
  expect(Math.max(...state.requests.filter((request) => request !== 'order'))).toBe(4)
  expect(
    fleet
      .read()
      .order.slice(500, 540)
      .every((did) => fleet.read().rows.has(did)),
  ).toBe(true)
})
