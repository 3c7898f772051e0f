import { expect, test } from 'vitest'
import { beside, compared, notMeasured, single } from './row'
import { digits, summary, table } from './table'

const slower = compared({
  ...{ work: 'ingest', against: 'COPY', ours: [20, 30, 10], theirs: [40, 40, 50], unit: 'reports/s' },
  ...{ ratio: 'ours ÷ theirs', aim: { least: 0.7 } },
})
const faster = compared({
  ...{ work: 'series', against: 'find', ours: [2, 2, 4], theirs: [30, 31, 29], unit: 'ms' },
  ...{ ratio: 'theirs ÷ ours', aim: { least: 12 }, note: 'one node' },
})
const big = single({ work: 'memory', ours: [301], unit: 'MB', aim: { most: 300 } })
const info = single({ work: 'backfill', ours: [12_345], unit: 'reports/s' })
const absent = notMeasured('series', 'Prometheus', 'Prometheus is not installed')

test('the ratio of the medians is compared with the target', () => {
  expect([slower.ratio?.value, slower.met]).toEqual([0.5, false])
  expect([faster.ratio?.value, faster.met]).toEqual([15, true])
  expect([big.met, info.met, absent.met]).toEqual([false, null, null])
  expect(single({ work: 'memory', ours: [300], unit: 'MB', aim: { most: 300 } }).met).toBe(true)
})

test('a row beside another has its target for our own figure, and no ratio', () => {
  const work = { work: 'signed', against: 'unsigned', theirs: [10], unit: 'ms' as const, aim: { most: 50 } }
  expect(beside({ ...work, ours: [51] })).toMatchObject({ theirs: { value: 10 }, ratio: null, met: false })
  const met = beside({ ...work, ours: [50] })
  expect(table([met]).split('\n')[2]).toMatch(
    /signed +\| unsigned +\| 50 ms +\| 10 ms +\| +\| ≤ 50 ms +\| met/,
  )
})

test('every row says whether its target was met, or why it was not measured', () => {
  const text = table([slower, faster, big, info, absent])
  const lines = text.split('\n')
  expect(new Set(lines.slice(0, 7).map((line) => line.length)).size).toBe(1)
  expect(lines[2]).toMatch(
    /ingest +\| COPY +\| 20 reports\/s +\| 40 reports\/s +\| 0.5 × +\| ≥ 0.7 × +\| MISSED/,
  )
  expect(lines[3]).toMatch(/\| 15 × +\| ≥ 12 × +\| met/)
  expect(lines[4]).toMatch(/memory .*301 MB .*≤ 300 MB +\| MISSED/)
  expect(lines[6]).toMatch(/not measured/)
  expect(text).toContain('- series: one node\n- series: Prometheus is not installed')
})

test('the summary names what was missed and by how much', () => {
  expect(summary([slower, faster, big, info, absent])).toBe(
    '1 of 3 targets met.\nMissed:\n  ingest: 0.5 ×, target ≥ 0.7 ×\n  memory: 301 MB, target ≤ 300 MB',
  )
  expect(summary([faster])).toBe('1 of 1 targets met.')
})

test('figures have three significant digits', () => {
  expect([0, 0.4219, 5.678, 12.34, 123.4, 43_123.4].map(digits)).toEqual([
    '0',
    '0.422',
    '5.68',
    '12.3',
    '123',
    '43,100',
  ])
})
