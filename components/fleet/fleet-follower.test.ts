import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Change } from '@/components/live/event-data'
import type { FleetLive, FleetPage, FleetRow } from '@/lib/fleet/domain/fleet-page'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { fleetRow } from '@/test/fleet-row'
import { FleetFollower } from './fleet-follower'

const row = (did: string, disk: number): FleetRow => fleetRow(did, { disk })
const { rows, ...rest }: FleetPage = {
  ...{ rows: [row('a', 1), row('b', 1)], at: '2026-01-31T09:30:00.000Z', matching: 2, total: 2, retired: 0 },
  ...{ counts: { Healthy: 2 }, matchingCounts: { Healthy: 2 } },
  ...{ labelled: false, owned: false, ownerName: null, sampleNodes: 0 },
}
const live = (version: string, more: Partial<FleetLive> = {}): Result<FleetLive> =>
  ok({
    ...{ ageMs: 0, waiting: 0, backfill: null },
    fleet: { version, since: null, dids: ['a', 'b'], rows, page: rest },
    ...more,
  })

/** A followed page whose reads are answered by `answers` in turn, the last one again and again. */
function followed(answers: Result<FleetLive>[], waiting = 0) {
  const seen = {
    reads: [] as (string | null)[],
    asked: [] as boolean[],
    pages: 0,
    lost: 0,
    holds: 0,
    hidden: false,
  }
  let announce: (change: Change | 'everything') => void = () => undefined
  const follower = new FleetFollower({ fleet: { ...rest, rows }, backfill: null }, waiting, {
    read: async (since, asksWaiting) => {
      seen.reads.push(since)
      seen.asked.push(asksWaiting)
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      return answer ?? fail('unavailable', 'no answer')
    },
    readPage: () => {
      seen.pages += 1
    },
    onChange: (listener) => {
      announce = listener
      return () => undefined
    },
    hold: () => {
      seen.holds += 1
      return () => {
        seen.holds -= 1
      }
    },
    lose: () => {
      seen.lost += 1
    },
    retryMs: () => 500,
    isHidden: () => seen.hidden,
  })
  follower.follow()
  return { follower, seen, change: (what: Change | 'everything') => announce(what) }
}

const report = { nodes: ['a'], jobs: [] }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('reads what has changed, at most every two seconds, and keeps the rows that have not', async () => {
  const { follower, seen, change } = followed([
    live('v1'),
    live('v2', { fleet: { version: 'v2', since: 'v1', dids: null, rows: [row('b', 2)], page: rest } }),
  ])
  change('everything')
  await vi.advanceTimersByTimeAsync(0)
  change(report)
  change(report)
  await vi.advanceTimersByTimeAsync(1_999)
  expect(seen.reads).toEqual([null])
  await vi.advanceTimersByTimeAsync(1)
  expect(seen.reads).toEqual([null, 'v1'])
  const shown = follower.read().fleet.rows
  expect(shown.map(({ disk }) => disk)).toEqual([1, 2])
  expect(shown[0]).toBe(rows[0])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(seen.reads).toHaveLength(2)
})

it('asks again when what others read is older than the change, and is live only then', async () => {
  const { seen, change } = followed([live('v1', { ageMs: 400 }), live('v2')])
  change('everything')
  await vi.advanceTimersByTimeAsync(0)
  expect([seen.reads.length, seen.holds]).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(2_000)
  expect([seen.reads.length, seen.holds]).toEqual([2, 0])
})

it('says that it is not live while it cannot read, and tries again until it can', async () => {
  const { seen, change } = followed([fail('unavailable', 'away'), fail('unavailable', 'away'), live('v1')])
  change(report)
  await vi.advanceTimersByTimeAsync(0)
  expect([seen.lost, seen.holds]).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(1_000)
  expect([seen.reads.length, seen.lost, seen.holds]).toEqual([3, 2, 0])
})

it('asks for the whole list when the answer adds to another version', async () => {
  const other = { version: 'v9', since: 'v8', dids: ['a', 'c'], rows: [], page: rest }
  const { seen, change } = followed([live('v1'), live('v9', { fleet: other }), live('v10')])
  change('everything')
  await vi.advanceTimersByTimeAsync(0)
  change(report)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(seen.reads).toEqual([null, 'v1', null])
})

it('reads the page when other jobs wait or nobody is signed in; asks for jobs when one has changed', async () => {
  const { seen, change } = followed([
    live('v1', { waiting: null }),
    live('v2', { waiting: 3 }),
    live('v3', { waiting: 3 }),
  ])
  change(report)
  await vi.advanceTimersByTimeAsync(0)
  expect([seen.asked, seen.pages]).toEqual([[false], 0])
  change({ nodes: [], jobs: ['j'] })
  await vi.advanceTimersByTimeAsync(2_000)
  change({ nodes: [], jobs: ['j'] })
  await vi.advanceTimersByTimeAsync(2_000)
  expect([seen.asked, seen.pages]).toEqual([[false, true, true], 1])
  const signedOut = followed([fail('unauthenticated', 'Sign in.')])
  signedOut.change(report)
  await vi.advanceTimersByTimeAsync(10_000)
  expect([signedOut.seen.reads.length, signedOut.seen.pages]).toEqual([1, 1])
})

it('reads nothing while it is hidden', async () => {
  const { seen, change } = followed([live('v1')])
  seen.hidden = true
  change(report)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(seen.reads).toEqual([])
  seen.hidden = false
  change('everything')
  await vi.advanceTimersByTimeAsync(0)
  expect([seen.reads.length, seen.holds]).toEqual([1, 0])
})
