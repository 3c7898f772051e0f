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

  it('counts relative times from now, with days in its zone', () => {
    const read = (text: string) => {
      const parsed = parseQuery(seriesQuery, params(text))
      return parsed.ok ? parsed.value : null
    }
    const hours = read('from=now-6h&to=now-1h')
    expect((hours?.to ?? 0) - (hours?.from ?? 0)).toBe(5 * 3_600)
    expect(Math.abs((hours?.to ?? 0) + 3_600 - Date.now() / 1_000)).toBeLessThan(60)
    const yesterday = read('from=now-1d/d&to=now-1d/d&tz=Asia/Kathmandu')
    // Midnight in Nepal is 18:15 in UTC, all year.
    expect((yesterday?.from ?? 0) % 86_400).toBe(18 * 3_600 + 900)
    expect((yesterday?.to ?? 0) - (yesterday?.from ?? 0)).toBe(86_400)
    expect(read('from=2026-01-31&to=now')).toMatchObject({ from: 1_769_817_600 })
  })

  it('says what is wrong with a time', () => {
    const problem = (from: string) => {
      const parsed = parseQuery(seriesQuery, params(`from=${from}&to=2026-02-01`))
      return parsed.ok ? [] : parsed.error.fields
    }
    expect(problem('soon')).toEqual([
      { path: 'from', message: expect.stringMatching(/or relative to now, such as now-6h$/) },
    ])
    for (const from of ['1969-12-31', 'now-90y'])
      expect(problem(from)).toEqual([{ path: 'from', message: 'must be between 1970 and 2200' }])
  })

  it.each<[string, string]>([
    ['from=2026-01-31T00:00:00Z', 'to'],
    ['from=yesterday&to=2026-02-01', 'from'],
    ['from=now-1h&to=now-6h', 'to'],
    ['from=now-6x&to=now', 'from'],
    ['from=now-90y&to=now', 'from'],
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
