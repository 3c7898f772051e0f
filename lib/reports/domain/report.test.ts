import { describe, expect, it } from 'vitest'
import { processorTime } from '@/test/cpu-time'
import { maxReportBytes, parseReport } from './report'

const good = {
  target_node_did: 'did:kos:griot:123f7a90',
  timestamp: '2026-01-31T09:30:00+02:00',
  status: 'Healthy',
  metrics: { cpu_usage_percent: 12.5, memory_usage_mb: 2048 },
  diagnosis: { code: 'HIGH_CPU_LOAD', recommendation: 'Scale out' },
  dependencies: [{ dependency_did: 'did:kos:griot:2', status: 'Unreachable' }],
  logs_summary: { error_count: 1, warning_count: 2 },
}

const problemsOf = (input: unknown) => {
  const parsed = parseReport(input)
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`)
}

describe('a good report', () => {
  it('is stored whole, with its time in UTC', () => {
    expect(parseReport(good)).toEqual({
      ok: true,
      warnings: [],
      report: {
        report_id: null,
        target_node_did: good.target_node_did,
        timestamp: '2026-01-31T07:30:00.000Z',
        status: 'Healthy',
        metrics: good.metrics,
        diagnosis: good.diagnosis,
        raw_report: good,
      },
    })
  })

  it('keeps its raw_report and adds the fields beside it', () => {
    const parsed = parseReport({ ...good, raw_report: { logs_summary: 'mine', more: [1] } })
    expect(parsed).toMatchObject({
      ok: true,
      report: { raw_report: { logs_summary: 'mine', more: [1], dependencies: good.dependencies } },
    })
  })

  it('keeps metrics that are not numbers there, when nothing else would', () => {
    const metrics = { gpu: { temp: 71 }, z: 5 }
    expect(parseReport({ ...good, metrics, raw_report: { a: 1 } })).toMatchObject({
      ok: true,
      report: { metrics: { z: 5 }, raw_report: { a: 1, metrics } },
      warnings: [{ path: 'metrics.gpu' }],
    })
    const numbers = parseReport({ ...good, metrics: { z: 5 }, raw_report: { a: 1 } })
    expect(numbers.ok && numbers.report.raw_report.metrics).toBeUndefined()
  })

  it('accepts an unlisted status and metric, and any UUID that PostgreSQL accepts', () => {
    const report_id = '11111111-1111-1111-1111-111111111111'
    const odd = { ...good, report_id, status: 'Sleepy', metrics: { goats_count: -3e200 } }
    expect(parseReport(odd)).toMatchObject({
      ok: true,
      report: { report_id, status: 'Sleepy', metrics: { goats_count: -3e200 } },
    })
  })

  it('needs no metrics and no diagnosis', () => {
    const { metrics: _, diagnosis: __, ...bare } = good
    expect(parseReport(bare)).toMatchObject({ ok: true, report: { metrics: null, diagnosis: null } })
    expect(parseReport({ ...good, metrics: null })).toMatchObject({ ok: true, report: { metrics: null } })
  })
})

it('leaves a metric that is not a number out of metrics, names it and keeps it in the raw report', () => {
  const parsed = parseReport({ ...good, metrics: { cpu_usage_percent: '12', disk_usage_gb: null, load: 1 } })
  expect(parsed).toMatchObject({
    ok: true,
    report: { metrics: { load: 1 }, raw_report: { metrics: { cpu_usage_percent: '12' } } },
  })
  expect(parsed.ok && parsed.warnings.map((warning) => warning.path)).toEqual([
    'metrics.cpu_usage_percent',
    'metrics.disk_usage_gb',
  ])
})

it('leaves out a metric that does not fit a double, names it and keeps the others', () => {
  const metrics = JSON.parse('{"cpu":1e400,"heap":-1e400,"load":1,"__proto__":2}')
  const kept = JSON.parse('{"load":1,"__proto__":2}')
  const message = 'is not a finite number; dropped'
  const own = parseReport({ ...good, metrics })
  expect(own).toEqual({
    ok: true,
    warnings: [
      { path: 'metrics.cpu', message },
      { path: 'metrics.heap', message },
    ],
    report: expect.objectContaining({ metrics: kept, raw_report: { ...good, metrics: kept } }),
  })
  const within = parseReport({ ...good, metrics: { load: 1, name: 'x' }, raw_report: { metrics, more: [1] } })
  expect(within.ok && within.report.raw_report).toMatchObject({ metrics: kept, more: [1] })
  expect(within.ok && within.warnings.map(({ path }) => path)).toEqual([
    'raw_report.metrics.cpu',
    'raw_report.metrics.heap',
    'metrics.name',
  ])
})

it.each<[string, unknown, RegExp]>([
  ['nothing', undefined, /object/],
  ['null', null, /object/],
  ['a number', 7, /object/],
  ['an array', [good], /object/],
  ['text', 'Healthy', /object/],
  ['no DID', { ...good, target_node_did: undefined }, /^target_node_did: /],
  ['an invalid DID', { ...good, target_node_did: 'griot' }, /^target_node_did: must be a DID/],
  ['an object as DID', { ...good, target_node_did: {} }, /^target_node_did: /],
  ['an unknown key', { ...good, approved_by: 'me' }, /approved_by/],
  ['a bad UUID', { ...good, report_id: 'x' }, /^report_id: must be a UUID/],
  ['a time without a zone', { ...good, timestamp: '2026-01-31T09:30:00' }, /^timestamp: .*zone/],
  ['epoch seconds', { ...good, timestamp: 1_769_851_800 }, /^timestamp: /],
  ['the year 275760', { ...good, timestamp: '+275760-09-13T00:00:00Z' }, /^timestamp: /],
  ['the year 9999', { ...good, timestamp: '9999-12-31T23:59:59Z' }, /^timestamp: .*clock/],
  ['the year 0', { ...good, timestamp: '0000-01-01T00:00:00Z' }, /^timestamp: .*clock/],
  ['30 February', { ...good, timestamp: '2026-02-30T00:00:00Z' }, /^timestamp: /],
  ['an empty status', { ...good, status: '' }, /^status: /],
  ['a status of 51 letters', { ...good, status: 'x'.repeat(51) }, /^status: .*50/],
  ['metrics as an array', { ...good, metrics: [1] }, /^metrics: must be a JSON object/],
  ['NUL in a value', { ...good, diagnosis: { code: 'a\u0000b' } }, /^diagnosis\.code: .*NUL/],
  ['NUL in a key', { ...good, metrics: { 'a\u0000': 1 } }, /^metrics: has a key .*NUL/],
  ['half a surrogate pair', { ...good, status: '\ud83d' }, /^status: .*surrogate/],
  [
    '1e400 beside metrics',
    { ...good, diagnosis: JSON.parse('{"x":1e400}') },
    /^diagnosis\.x: is not a finite/,
  ],
  ['1e400 deep in metrics', { ...good, metrics: JSON.parse('{"x":[1e400]}') }, /^metrics\.x\[0\]: is not a/],
  ['1e400 and worse', { ...good, status: '', metrics: JSON.parse('{"x":1e400}') }, /^status: /],
  ['a report over the limit', { ...good, metrics: { ['x'.repeat(maxReportBytes)]: 1 } }, /256 kB/],
  ['a report over the limit only in bytes', { ...good, status: '☃'.repeat(maxReportBytes / 3) }, /256 kB/],
])('refuses %s with the path of what is wrong', (_, input, message) => {
  expect(problemsOf(input).join('\n')).toMatch(message)
})

it('refuses 200,000 levels of nesting, fast and without overflowing the stack', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)
  const objects: unknown = JSON.parse(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`)
  expect(problemsOf({ ...good, diagnosis: { deep } })[0]).toMatch(
    /^diagnosis\.deep\[0\]: is nested more than 64/,
  )
  expect(problemsOf({ ...good, raw_report: objects })[0]).toMatch(/nested more than 64/)
  expect(processorTime(() => parseReport({ ...good, raw_report: { deep, objects } }))).toBeLessThan(50)
})

it('makes __proto__ harmless, wherever it is', () => {
  const hostile = (text: string) => parseReport({ ...good, ...JSON.parse(`{"x":${text}}`).x })
  const metrics = hostile('{"metrics":{"__proto__":5,"constructor":6,"cpu_usage_percent":1}}')
  expect(metrics.ok && Object.entries(metrics.report.metrics ?? {})).toEqual([
    ['__proto__', 5],
    ['constructor', 6],
    ['cpu_usage_percent', 1],
  ])
  expect(hostile('{"diagnosis":{"__proto__":{"code":"X"}}}')).toMatchObject({ ok: true })
  expect(hostile('{"raw_report":{"__proto__":{"polluted":true}}}')).toMatchObject({ ok: true })
  const top: unknown = JSON.parse(JSON.stringify(good).replace('{', '{"__proto__":{"polluted":true},'))
  expect(problemsOf(top)[0]).toMatch(/__proto__/)
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})
