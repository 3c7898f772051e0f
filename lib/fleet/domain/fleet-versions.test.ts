import { expect, it } from 'vitest'
import { fleetRow } from '@/test/fleet-row'
import { applyUpdate } from './apply-update'
import { isLiveAnswer } from './fleet-answer'
import type { FleetPage, FleetRow } from './fleet-page'
import { FleetVersions } from './fleet-versions'

const row = (did: string, disk: number): FleetRow =>
  fleetRow(did, { disk, cpu: { values: [1, null], low: [1, null], high: [1, null], now: 1, percent: null } })

const page = (rows: FleetRow[]): FleetPage => ({
  ...{ rows, at: '2026-01-31T09:30:00.000Z', matching: rows.length, total: rows.length, retired: 0 },
  ...{ counts: { Healthy: rows.length }, matchingCounts: { Healthy: rows.length } },
  ...{ labelled: false, owned: false, ownerName: null, sampleNodes: 0 },
})

/** A list of which `state.page` is read, by the clock `state.at`. */
function listed(first: FleetPage) {
  const state = { page: first, at: 0, reads: 0 }
  const read = async () => {
    state.reads += 1
    return state.page
  }
  const versions = new FleetVersions(read, 'tag', 1_000, () => state.at)
  const since = async (known: string | null) => {
    const { text, ageMs } = await versions.since(known)
    const answer: unknown = JSON.parse(`{"ageMs":${ageMs},"waiting":null,"backfill":null,"fleet":${text}}`)
    if (!isLiveAnswer(answer)) throw new Error(text)
    return answer
  }
  return { state, since }
}

it('sends the whole list first, and then only the rows that differ', async () => {
  const { state, since } = listed(page([row('a', 1), row('b', 1)]))
  const { fleet } = await since(null)
  expect(fleet).toMatchObject({ since: null, dids: ['a', 'b'], rows: [{ did: 'a' }, { did: 'b' }] })
  state.at = 1_000
  state.page = page([row('a', 1), row('b', 2)])
  const next = (await since(fleet.version)).fleet
  expect(next).toMatchObject({ since: fleet.version, dids: null, rows: [{ did: 'b', disk: 2 }] })
  state.at = 2_000
  state.page = page([row('c', 1), row('b', 2)])
  const third = (await since(next.version)).fleet
  expect(third).toMatchObject({ dids: ['c', 'b'], rows: [{ did: 'c' }] })
  const before = applyUpdate(page([]), fleet)
  const shown = before && applyUpdate(before, next)
  expect(shown && applyUpdate(shown, third)).toEqual(state.page)
  // Who comes from an older version gets all that changed since.
  expect((await since(fleet.version)).fleet.rows.map(({ did }) => did)).toEqual(['c', 'b'])
})

it('reads once a second for all, and says how old that is', async () => {
  const { state, since } = listed(page([row('a', 1)]))
  const [one, other] = await Promise.all([since(null), since(null)])
  expect([one.ageMs, other.ageMs]).toEqual([0, 0])
  state.at = 700
  expect((await since(one.fleet.version)).ageMs).toBe(700)
  expect(state.reads).toBe(1)
  state.at = 1_000
  expect((await since(one.fleet.version)).ageMs).toBe(0)
  expect(state.reads).toBe(2)
})

it('sends the whole list to whoever has an unknown or a long gone version', async () => {
  const { state, since } = listed(page([row('a', 1)]))
  const { version } = (await since(null)).fleet
  expect((await since('other.1')).fleet.since).toBeNull()
  for (let second = 1; second <= 6; second += 1) {
    state.at = second * 1_000
    await since(null)
  }
  expect((await since(version)).fleet).toMatchObject({ since: null, rows: [{ did: 'a' }] })
})

it('an update to rows that are not there is not applied; rows that did not change stay the same objects', async () => {
  const known = page([row('a', 1), row('b', 1)])
  const { rows: _, ...rest } = known
  const update = { version: 'v2', since: 'v1', dids: null, rows: [row('b', 2)], page: rest }
  expect(applyUpdate(known, update)?.rows[0]).toBe(known.rows[0])
  expect(applyUpdate(page([]), { ...update, dids: ['a', 'b'] })).toBeNull()
})
