import { describe, expect, it } from 'vitest'
import { dayStart } from '@/lib/kernel/time/time-zone'
import { expiryRate, failureRate, flowBuckets, flowByTask, flowOf } from './flow'
import { flowEdges, flowUnit } from './flow-buckets'
import { flowCsv } from './flow-csv'
import { type FlowRow, stepSeconds } from './flow-row'
import { spreadOf } from './percentiles'

const [hour, day] = [3_600, 86_400]
const at = Date.parse('2026-10-20T12:00:00Z') / 1_000

const row = (part: Partial<FlowRow> = {}): FlowRow => ({
  ...{ task: 'clean_disk', status: 'Completed', requested: at, decided: at + 60 },
  ...{ started: at + 90, ended: at + 150, verified: at + 150 + 6 * hour },
  ...part,
})

/** Requests of all outcomes over three weeks, not in order. */
const many = Array.from({ length: 300 }, (_, n) =>
  row({
    requested: at + ((n * 7_919) % (21 * day)),
    status:
      ['Completed', 'Failed', 'Lost', 'Expired', 'Rejected', 'Cancelled', 'Running', 'Half done'][n % 8] ??
      '',
    task: n % 3 === 0 ? 'rare' : 'usual',
  }),
)

describe('steps', () => {
  it('take from one moment to the next', () => {
    expect(
      (['decision', 'start', 'run', 'verdict', 'whole'] as const).map((step) => stepSeconds(row(), step)),
    ).toEqual([60, 30, 60, 6 * hour, 150])
  })

  it('have no length without both ends, in the wrong order, or if nothing ran', () => {
    expect(stepSeconds(row({ decided: null }), 'decision')).toBeNull()
    expect(stepSeconds(row({ started: at + 200 }), 'run')).toBeNull()
    expect(stepSeconds(row({ started: null }), 'whole')).toBeNull()
  })
})

describe('percentiles', () => {
  it('are values that occur, by nearest rank', () => {
    expect(spreadOf([5, 1, 4, 2, 3, 6, 8, 7, 10, 9])).toEqual({ count: 10, p50: 5, p90: 9 })
    expect(spreadOf([7])).toEqual({ count: 1, p50: 7, p90: 7 })
    expect(spreadOf([])).toEqual({ count: 0, p50: null, p90: null })
  })
})

describe('buckets', () => {
  it('are hours, days, weeks or months, so that there are few', () => {
    expect([day, 7 * day, 62 * day, 365 * day, 1_500 * day].map(flowUnit)).toEqual(['h', 'd', 'd', 'w', 'M'])
  })

  it.each([
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Asia/Kathmandu', '2026-10-25', 24],
  ])('of days begin when they begin in %s', (zone, date, hours) => {
    const local = Date.parse(`${date}T00:00:00Z`) / 1_000 / day
    const from = dayStart(local, zone)
    const edges = flowEdges({ from: from + hour, to: from + 5 * day }, zone)
    expect(edges[0]).toBe(from)
    expect(((edges[1] ?? 0) - from) / hour).toBe(hours)
    expect(edges.at(-1)).toBeGreaterThanOrEqual(from + 5 * day)
  })

  it('hold each request once', () => {
    const range = { from: at, to: at + 21 * day }
    const edges = flowEdges(range, 'Europe/Berlin')
    const buckets = flowBuckets(many, edges)
    const total = flowOf(many, range.from, range.to)
    expect(buckets).toHaveLength(edges.length - 1)
    expect(buckets.reduce((sum, { requested }) => sum + requested, 0)).toBe(many.length)
    for (const { requested, outcomes } of [...buckets, total])
      expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(requested)
    for (const { from, to, requested } of buckets)
      expect(requested).toBe(many.filter((one) => one.requested >= from && one.requested < to).length)
    expect(total.outcomes).toMatchObject({ completed: 38, failed: 38, open: 37, other: 37 })
  })

  it('are a file in which every number is a number', () => {
    const iso = (seconds: number) => new Date(seconds * 1_000).toISOString()
    const [bucket] = flowBuckets([row()], [at, at + day])
    if (!bucket) throw new Error('no bucket')
    const [head = '', line = '', end] = flowCsv({
      buckets: [{ ...bucket, from: iso(at), to: iso(at + day) }],
    }).split('\r\n')
    const cells = line.split(',')
    expect(head.split(',')).toHaveLength(cells.length)
    expect(Object.fromEntries(head.split(',').map((name, index) => [name, cells[index]]))).toMatchObject({
      ...{ from: '2026-10-20T12:00:00.000Z', requested: '1', completed: '1', failed: '0' },
      ...{ decision_count: '1', decision_p50_seconds: '60', whole_p90_seconds: '150' },
    })
    expect(end).toBe('')
  })
})

describe('rates', () => {
  it('count what ran, and what no longer waits', () => {
    const { outcomes, requested } = flowOf(many, at, at + 21 * day)
    expect(failureRate(outcomes)).toBeCloseTo((38 + 38) / (38 * 3), 10)
    expect(expiryRate(outcomes, requested)).toBeCloseTo(38 / (300 - 37), 10)
    const none = flowOf([row({ status: 'PendingApproval' })], at, at + 1)
    expect([failureRate(none.outcomes), expiryRate(none.outcomes, 1)]).toEqual([null, null])
  })

  it('are told by task, the most frequent first', () => {
    expect(flowByTask(many).map(({ task, requested }) => [task, requested])).toEqual([
      ['usual', 200],
      ['rare', 100],
    ])
  })
})
