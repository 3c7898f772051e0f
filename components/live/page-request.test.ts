import { expect, it } from 'vitest'
import { asksForPage } from './page-request'

it.each<[string, RequestInit | undefined, boolean]>([
  ['a page', { headers: { rsc: '1' } }, true],
  ['a prefetch', { headers: { rsc: '1', 'next-router-prefetch': '1' } }, false],
  ['a prefetch of a segment', { headers: { rsc: '1', 'next-router-segment-prefetch': '/_tree' } }, false],
  ['an action', { method: 'POST', headers: { rsc: '1' } }, false],
  ['anything else', undefined, false],
])('tells a request for a page to show from the others: %s', (_, init, asked) =>
  expect(asksForPage(init)).toBe(asked),
)
