import { expect, test } from 'vitest'
import { healthStatuses, parseReport, type Report } from '@/lib/reports/domain/report'
import { forecast } from '@/lib/series/domain/forecast'
import { fillOf } from '@/lib/series/domain/forecast-limit'
import { historySeconds, sampleReport, sampleReports, slotOf, slotSeconds } from './fleet'
import { sampleNodes } from './nodes'
import { hour, timeline } from './timeline'

const anchor = Date.UTC(2025, 10, 24, 16) / 1_000
const spans = sampleNodes.map((node) => ({ node, after: anchor - historySeconds }))
const all = [...sampleReports(spans, anchor, anchor)]
const secondsOf = (report: Report): number => Date.parse(report.timestamp) / 1_000
const of = (name: string): Report[] => {
  const did = sampleNodes.find((node) => node.name === name)?.did
  return all.filter((report) => report.target_node_did === did)
}
const metric = (report: Report | undefined, key: string): number => {
  const value = report?.metrics?.[key]
  if (typeof value !== 'number') throw new Error(`${key} is missing in ${JSON.stringify(report)}`)
  return value
}
const codeOf = (report: Report | undefined) => [report?.status, report?.diagnosis?.code ?? null]

test('twelve nodes send one report every five minutes, in order, each with its own id', () => {
  expect(sampleNodes).toHaveLength(12)
  expect(new Set(sampleNodes.map((node) => node.did)).size).toBe(12)
  expect(all.length).toBeGreaterThan(12 * 8_640 * 0.99)
  expect(all.length).toBeLessThanOrEqual(12 * 8_640)
  expect(new Set(all.map((report) => report.report_id)).size).toBe(all.length)
  const slots = all.map((report) => slotOf(secondsOf(report)))
  expect(slots.every((slot, index) => index === 0 || slot >= (slots[index - 1] ?? 0))).toBe(true)
  expect(new Set(of('griot-cairo-1').map((report) => slotOf(secondsOf(report)))).size).toBe(8_640)
})

test('the same slot gives the same report, whatever was generated before', () => {
  for (const node of sampleNodes)
    for (const ago of [0.5, 7, 29]) {
      const slot = slotOf(anchor - ago * 86_400)
      expect(sampleReport(node, slot, anchor)).toEqual(sampleReport(node, slot, anchor))
      expect([...sampleReports([{ node, after: slot - 1 }], slot + slotSeconds - 1, anchor)]).toEqual(
        [sampleReport(node, slot, anchor)].filter((report) => report !== null),
      )
    }
})

test('every value is a finite number, every status known, and every report that is not Healthy has a diagnosis', () => {
  const known: readonly string[] = healthStatuses
  for (const { metrics, status, diagnosis } of all) {
    if (!Object.values(metrics ?? {}).every((value) => typeof value === 'number' && value > 0 && value < 1e5))
      throw new Error(JSON.stringify(metrics))
    if (!known.includes(status)) throw new Error(status)
    if ((status === 'Healthy') !== (diagnosis === null)) throw new Error(`${status} ${diagnosis?.code}`)
  }
})

test('the API would accept every report', () => {
  for (let index = 0; index < all.length; index += 997) {
    const parsed = parseReport(all[index])
    expect(parsed).toMatchObject({ ok: true, warnings: [], report: all[index] })
  }
})

test('the silent node sends nothing for three hours, and nodes that depend on it notice', () => {
  const last = of('tohunga-akl-1').at(-1)
  if (!last) throw new Error('no report')
  const silence = anchor - secondsOf(last)
  expect(silence).toBeGreaterThan(3 * hour)
  expect(silence).toBeLessThan(3.5 * hour)
  expect(of('griot-cairo-1').at(-1)?.raw_report.dependencies).toContainEqual({
    dependency_did: last.target_node_did,
    status: 'Unreachable',
  })
  const years = sampleReport(sampleNodes[2] ?? fail(), slotOf(anchor + 400 * 86_400), anchor)
  expect(years).toBeNull()
})

test('disk use only grows, except where jobs freed as much as they say; it is nearly full now', () => {
  const disk = of('griot-cairo-1').map((report) => ({
    ago: anchor - secondsOf(report),
    gb: metric(report, 'disk_usage_gb'),
  }))
  let falls = 0
  for (const [index, now] of disk.entries()) {
    const before = disk[index - 1]
    if (!before || now.gb >= before.gb) continue
    const drop = timeline.cairoFreed.find(({ ago }) => ago <= before.ago && ago >= now.ago)
    expect(before.gb - now.gb).toBeCloseTo(drop?.gb ?? Number.NaN, 0)
    falls += 1
  }
  expect(falls).toBe(timeline.cairoFreed.length)
  expect(codeOf(of('griot-cairo-1').at(-1))).toEqual(['Warning', 'DISK_NEARING_CAPACITY'])
  const later = [...sampleReports([{ node: sampleNodes[0] ?? fail(), after: anchor }], anchor + 9e6, anchor)]
  expect(Math.max(...later.map((report) => metric(report, 'disk_usage_gb')))).toBeLessThan(500)
})

test('reports say what memory and disk are part of, so that the filling disk has a forecast', () => {
  const cairo = of('griot-cairo-1')
  const fill = fillOf('disk_usage_gb', numbersOf(cairo.at(-1)))
  expect(fill?.limit).toBe(500)
  const hours = Array.from({ length: 14 * 24 }, (_, index) => {
    const from = anchor - (14 * 24 - index) * hour
    const within = cairo.filter((report) => secondsOf(report) >= from && secondsOf(report) < from + hour)
    return within.reduce((sum, report) => sum + metric(report, 'disk_usage_gb') / within.length, 0)
  })
  expect(forecast(hours, 500)).toMatchObject({ kind: 'full', from: expect.closeTo(9, 0) })
  expect(numbersOf(of('junzi-chengdu-4').at(-1))).not.toHaveProperty('disk_usage_percent')
})

const numbersOf = (report: Report | undefined): Record<string, number> =>
  Object.fromEntries(
    Object.entries(report?.metrics ?? {}).flatMap(([key, value]) =>
      typeof value === 'number' ? [[key, value]] : [],
    ),
  )

const fail = (): never => {
  throw new Error('missing')
}

test('each restart ends the leak, and only a restart does', () => {
  const memory = of('ronin-osaka-2').map((report) => ({
    ago: anchor - secondsOf(report),
    mb: metric(report, 'memory_usage_mb'),
  }))
  const falls = memory.filter(({ mb }, index) => mb < (memory[index - 1]?.mb ?? mb) - 1_000)
  expect(falls).toHaveLength(timeline.roninRestarted.length)
  for (const [index, { ago }] of falls.entries())
    expect(Math.abs(ago - (timeline.roninRestarted[index] ?? 0))).toBeLessThan(slotSeconds)
})

test('the other stories are visible right after loading', () => {
  const now = (name: string) => codeOf(of(name).at(-1))
  const before = (name: string, ago: number) =>
    codeOf(of(name).findLast((report) => secondsOf(report) < anchor - ago))
  expect(now('griot-lagos-3')).toEqual(['Error', 'HIGH_CPU_LOAD'])
  expect(before('griot-lagos-3', 22 * 60)).toEqual(['Healthy', null])
  expect(now('ronin-osaka-2')).toEqual(['Warning', 'MEMORY_PRESSURE'])
  expect(before('ronin-osaka-2', 3 * hour)).toEqual(['Healthy', null])
  expect(now('musa-berlin-1')).toEqual(['Warning', 'DEPENDENCY_UNREACHABLE'])
  expect(now('junzi-chengdu-4')).toEqual(['Unknown', 'METRICS_UNAVAILABLE'])
  expect(before('griot-dakar-2', 2.05 * 86_400)).toEqual(['Warning', 'NETWORK_SATURATED'])
  const changes = of('musa-berlin-1').filter(
    (report, index, list) => report.status !== list[index - 1]?.status,
  )
  expect(changes.length).toBeGreaterThan(20)
  const cusco = of('amauta-cusco-1').map(secondsOf)
  expect(Math.max(...cusco.slice(1).map((time, index) => time - (cusco[index] ?? time)))).toBeGreaterThan(
    hour,
  )
  for (const name of ['griot-dakar-2', 'hakim-amman-1', 'sachem-yyz-1', 'skald-oslo-2', 'pandit-pune-1'])
    expect(now(name)).toEqual(['Healthy', null])
})

test('whenever it is loaded, six nodes are healthy and the others as described', () => {
  for (let at = anchor; at < anchor + 7 * 86_400; at += 5_000) {
    const statuses = sampleNodes.map(
      (node) => [...sampleReports([{ node, after: at - 600 }], at, at)].at(-1)?.status ?? 'silent',
    )
    expect(statuses.filter((status) => status !== 'Healthy').sort()).toEqual(
      ['Error', 'Unknown', 'Warning', 'Warning', 'Warning', 'silent'].sort(),
    )
  }
})
