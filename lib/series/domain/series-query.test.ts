import { describe, expect, it } from 'vitest'
import { parseQuery } from '@/lib/kernel/url/query'
import { seriesQuery } from './series-query'

const params = (text: string) => new URLSearchParams(text)
const range = 'from=2026-01-31T00:00:00Z&to=2026-02-01'

describe('a series query', () => {
  it('is read into epoch seconds', () => {
    expect(parseQuery(seriesQuery, params(`${range}&metrics=b,a,,b&max_points=5`))).toEqual({
      ok: true,
      value: { metrics: ['b', 'a'], from: 1_769_817_600, to: 1_769_904_000, maxPoints: 5, zone: 'UTC' },
    })
    expect(parseQuery(seriesQuery, params(range))).toMatchObject({
      ok: true,
      value: { metrics: null, maxPoints: 300 },
    })
    expect(parseQuery(seriesQuery, params(`${range}&tz=europe/berlin`))).toMatchObject({
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
    const parsed = parseQuery(seriesQuery, params(text))
    expect(parsed.ok ? [] : parsed.error.fields?.map((field) => field.path)).toContain(path)
  })

  it('refuses parameters that it does not know', () => {
    for (const extra of ['step=1', '__proto__=1', 'Metrics=a'])
      expect(parseQuery(seriesQuery, params(`${range}&${extra}`)).ok).toBe(false)
  })
})
