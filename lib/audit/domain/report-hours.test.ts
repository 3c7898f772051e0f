import { expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { hourText, ReportsProjection } from './report-hours'

/** What the log says of reports after these events of rights; a text is an event as it stands. */
function reportsAfter(...events: (JsonObject | string)[]): ReportsProjection {
  const projection = new ReportsProjection()
  for (const [n, event] of events.entries()) {
    const body = typeof event === 'string' ? event : JSON.stringify(event)
    projection.take({ id: n + 1, stream: 'rights', seq: n + 101, body, prev: null, hash: '' })
  }
  return projection
}

const digested = { kind: 'reports digested', hour: 7, sha256: 'aa', late: 2, late_sha256: 'bb' }
const retired = (before_day: JsonValue) => ({ kind: 'reports retired', before_day })
const changed = (...hours: JsonValue[]) => ({ kind: 'reports changed', hours })

it('the text of an hour says of each node how many reports and which digest', () => {
  const nodes = [
    { node: 'a', reports: 2, sha256: 'aa' },
    { node: 'b', reports: 1, sha256: 'bb' },
  ]
  expect(hourText(nodes)).toBe('[["a",2,"aa"],["b",1,"bb"]]')
})

it('keeps the first digests of each hour', () => {
  const { hours } = reportsAfter(digested, { ...digested, sha256: 'cc' }, { kind: digested.kind, hour: 0 })
  expect([...hours]).toEqual([
    [7, { id: 1, seq: 101, sha256: 'aa', late: 2, lateSha256: 'bb' }],
    [0, { id: 3, seq: 103, sha256: null, late: null, lateSha256: null }],
  ])
})

it('retention never goes back', () => {
  expect(reportsAfter().retiredBeforeDay).toBe(0)
  expect(reportsAfter(retired(3), retired(5), retired(4)).retiredBeforeDay).toBe(5)
})

it.each<[string, number, boolean]>([
  ['a', 6, false],
  ['a', 7, true],
  ['a', 9, true],
  ['a', 10, false],
  ['b', 7, false],
  ['b', 20, true],
  ['any', 30, true],
  ['any', 31, false],
])('says whether reports of %s in hour %i were changed', (node, hour, isChanged) => {
  expect(
    reportsAfter(changed(['a', 7, 9], ['b', 20, 20]), changed([null, 30, 30])).isChanged(node, hour),
  ).toBe(isChanged)
})

it('does not read events of jobs', () => {
  const projection = new ReportsProjection()
  const body = JSON.stringify(digested)
  projection.take({ id: 1, stream: 'job:1', seq: 1, body, prev: null, hash: '' })
  expect(projection.hours.size).toBe(0)
})

it.each<[string, JsonObject | string]>([
  ['a JSON object', '"reports '],
  [
    'about reports',
    { ...digested, kind: 'finding noted', note: 'reports of', before_day: 3, hours: [[null, 1, 9]] },
  ],
  ['of one hour', { ...digested, hour: '7' }],
  ['about a day', retired('3')],
  ['about a list of hours', { ...changed(), hours: 'aaa' }],
  ['about nodes and hours', changed(null, 'a', {}, [], ['a'], [null, 1], [null, null, 9], [7, 1, 9])],
])('passes over an event that is not %s', (_, event) => {
  const projection = reportsAfter(event)
  expect(projection.hours.size).toBe(0)
  expect(projection.retiredBeforeDay).toBe(0)
  expect(projection.isChanged('a', 2)).toBe(false)
})
