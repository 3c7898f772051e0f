import { expect, it } from 'vitest'
import { parseQuery } from '@/lib/kernel/url/query'
import { reportsQuery } from './reports-query'

const params = (text: string) => new URLSearchParams(text)

it('pages reports by up to 1,000', () => {
  expect(parseQuery(reportsQuery, params(''))).toEqual({ ok: true, value: { limit: 100 } })
  expect(parseQuery(reportsQuery, params('limit=1000')).ok).toBe(true)
  expect(parseQuery(reportsQuery, params('limit=1001')).ok).toBe(false)
})
