import { expect, it } from 'vitest'
import { parseReportsQuery } from './reports-query'

const params = (text: string) => new URLSearchParams(text)

it('pages reports by up to 1,000', () => {
  expect(parseReportsQuery(params(''))).toEqual({ ok: true, value: { limit: 100 } })
  expect(parseReportsQuery(params('limit=1000')).ok).toBe(true)
  expect(parseReportsQuery(params('limit=1001')).ok).toBe(false)
})
