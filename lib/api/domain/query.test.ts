import { describe, expect, it } from 'vitest'
import { parseJobsQuery, parseReportsQuery, parseSeriesQuery } from './query'
import { encodeCursor } from '@/lib/kernel/url/cursor'
import { processorTime } from '@/test/cpu-time'

const params = (text: string) => new URLSearchParams(text)
const range = 'from=2026-01-31T00:00:00Z&to=2026-02-01'

describe('a series query', () => {
  it('is read into epoch seconds', () => {
    expect(parseSeriesQuery(params(`${range}&metrics=b,a,,b&max_points=5`))).toEqual({
      ok: true,
      value: { metrics: ['b', 'a'], from: 1_769_817_600, to: 1_769_904_000, maxPoints: 5, zone: 'UTC' },
    })
    expect(parseSeriesQuery(params(range))).toMatchObject({
      ok: true,
      value: { metrics: null, maxPoints: 300 },
    })
    expect(parseSeriesQuery(params(`${range}&tz=europe/berlin`))).toMatchObject({
      ok: true,
      value: { zone: 'Europe/Berlin' },
    })
  })

  it.each<[string, string]>([
    ['from=2026-01-31T00:00:00Z', 'to'],
    ['from=yesterday&to=2026-02-01', 'from'],
    ['from=2026-02-01&to=2026-01-31', 'to'],
    ['from=2026-02-01&to=2026-02-01', 'to'],
    ['from=1969-12-31&to=2026-02-01', 'from'],
    ['from=2026-02-01&to=2200-01-01', 'to'],
    ['from=%2B275760-09-13T00:00:00Z&to=2026-02-01', 'from'],
    [`${range}&max_points=0`, 'max_points'],
    [`${range}&max_points=1001`, 'max_points'],
    [`${range}&max_points=1.5`, 'max_points'],
    [`${range}&max_points=many`, 'max_points'],
    [`${range}&max_points=`, 'max_points'],
    [`${range}&max_points=Infinity`, 'max_points'],
    [`${range}&metrics=a%00b`, 'metrics'],
    [`${range}&metrics=`, 'metrics'],
    [`${range}&metrics=,,`, 'metrics'],
    [`${range}&metrics=${'a,'.repeat(2_001)}`, 'metrics'],
    [`${range}&metrics=${Array.from({ length: 101 }, (_, n) => `m${n}`)}`, 'metrics'],
    [`${range}&tz=`, 'tz'],
    [`${range}&tz=Mars/Olympus`, 'tz'],
    [`${range}&tz=%2B02:00`, 'tz'],
    [`${range}&tz=${'x'.repeat(10_000)}`, 'tz'],
    [`${range}&tz=UTC&tz=UTC`, 'tz'],
    ['from=0001-01-01&to=2026-02-01', 'from'],
    ['from=2026-02-01&to=9999-12-31', 'to'],
    [`${range}&from=2026-01-30`, 'from'],
  ])('%s names the parameter that is wrong', (text, path) => {
    const parsed = parseSeriesQuery(params(text))
    expect(parsed.ok ? [] : parsed.error.fields?.map((field) => field.path)).toContain(path)
  })

  it('refuses parameters that it does not know', () => {
    for (const extra of ['step=1', '__proto__=1', 'Metrics=a'])
      expect(parseSeriesQuery(params(`${range}&${extra}`)).ok).toBe(false)
  })
})

describe('a list of jobs', () => {
  it('is 50 long when nothing is said', () => {
    expect(parseJobsQuery(params(''))).toEqual({ ok: true, value: { limit: 50 } })
  })

  it('writes times as PostgreSQL reads them, whatever ISO 8601 allows', () => {
    const parsed = parseJobsQuery(
      params('from=2026-01-31T00:00:00%2B20:00&to=2026-01-31T00:00:00.12345678901234567890Z'),
    )
    expect(parsed).toMatchObject({
      ok: true,
      value: { from: '2026-01-30T04:00:00.000Z', to: '2026-01-31T00:00:00.123Z' },
    })
  })

  it('takes the cursor of an earlier answer', () => {
    const cursor = encodeCursor({
      at: '2026-01-31T09:30:00.123456Z',
      id: '00000000-0000-0000-0000-000000000001',
    })
    expect(parseJobsQuery(new URLSearchParams({ cursor, status: 'Lost' })).ok).toBe(true)
  })

  it.each([
    'status=Weird',
    'status=',
    'node=',
    'node=%00',
    'requester=%00',
    'task=%00',
    'q=%00',
    'limit=0',
    'limit=201',
    'cursor=x',
    'cursor=',
    `q=${'x'.repeat(256)}`,
  ])('refuses %s', (text) =>
    expect(parseJobsQuery(params(text))).toMatchObject({ ok: false, error: { kind: 'invalid' } }),
  )
})

it('pages reports by up to 1,000', () => {
  expect(parseReportsQuery(params(''))).toEqual({ ok: true, value: { limit: 100 } })
  expect(parseReportsQuery(params('limit=1000')).ok).toBe(true)
  expect(parseReportsQuery(params('limit=1001')).ok).toBe(false)
})

it('answers hostile texts of 50,000 characters within 50 ms', () => {
  for (const text of ['1'.repeat(50_000), '2026-01-31T00:00:00.'.padEnd(50_000, '0'), '-'.repeat(50_000)]) {
    const query = new URLSearchParams({ from: text, cursor: text, limit: text, status: text })
    expect(processorTime(() => parseJobsQuery(query))).toBeLessThan(50)
  }
})
