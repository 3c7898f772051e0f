import { describe, expect, it } from 'vitest'
import { encodeCursor } from '@/lib/kernel/url/cursor'
import { parseQuery } from '@/lib/kernel/url/query'
import { processorTime } from '@/test/cpu-time'
import { jobsQuery } from './jobs-query'

const params = (text: string) => new URLSearchParams(text)

describe('a list of jobs', () => {
  it('has 50 jobs by default', () => {
    expect(parseQuery(jobsQuery, params(''))).toEqual({ ok: true, value: { limit: 50 } })
  })

  it('converts any ISO 8601 time to one that PostgreSQL can read', () => {
    const parsed = parseQuery(
      jobsQuery,
      params('from=2026-01-31T00:00:00%2B20:00&to=2026-01-31T00:00:00.12345678901234567890Z'),
    )
    expect(parsed).toMatchObject({
      ok: true,
      value: { from: '2026-01-30T04:00:00.000Z', to: '2026-01-31T00:00:00.123Z' },
    })
  })

  it('accepts the cursor of an earlier answer', () => {
    const cursor = encodeCursor({
      at: '2026-01-31T09:30:00.123456Z',
      id: '00000000-0000-0000-0000-000000000001',
    })
    expect(parseQuery(jobsQuery, new URLSearchParams({ cursor, status: 'Lost' })).ok).toBe(true)
  })

  it('takes several statuses, presets and up to 1,000 jobs', () => {
    expect(parseQuery(jobsQuery, params('status=Failed,Lost&limit=1000&sort=oldest'))).toEqual({
      ok: true,
      value: { status: ['Lost', 'Failed'], limit: 1_000, sort: 'oldest' },
    })
    expect(parseQuery(jobsQuery, params('status=waiting'))).toMatchObject({ value: { status: 'waiting' } })
    expect(parseQuery(jobsQuery, params('status=bad'))).toMatchObject({
      value: { status: ['Lost', 'Failed', 'Expired'] },
    })
  })

  it.each([
    'status=waiting,Failed',
    'status=Failed,',
    'sort=risk',
    'risk=huge',
    'label=nocolon',
    'owner=x%00',
    'limit=1001',
    'status=Weird',
    'status=',
    'node=',
    'node=%00',
    'requester=%00',
    'task=%00',
    'q=%00',
    'limit=0',
    'cursor=x',
    'cursor=',
    `q=${'x'.repeat(256)}`,
  ])('refuses %s', (text) =>
    expect(parseQuery(jobsQuery, params(text))).toMatchObject({ ok: false, error: { kind: 'invalid' } }),
  )
})

it('answers hostile texts of 50,000 characters within 50 ms', () => {
  for (const text of ['1'.repeat(50_000), '2026-01-31T00:00:00.'.padEnd(50_000, '0'), '-'.repeat(50_000)]) {
    const query = new URLSearchParams({ from: text, cursor: text, limit: text, status: text })
    expect(processorTime(() => parseQuery(jobsQuery, query))).toBeLessThan(50)
  }
})
