import { expect, it } from 'vitest'
import { asksForPage } from './page-request'

it.each<[string, RequestInit | undefined, boolean]>([
  ['a page', { headers: { rsc: '1' } }, true],
  ['a prefetch', { headers: { rsc: '1', 'next-router-prefetch': '1' } }, false],
  ['a prefetch of a segment', { headers: { rsc: '1', 'next-router-segment-prefetch': '/_tree' } }, false],
  ['an action', { method: 'POST', headers: { rsc: '1' } }, false],
  ['anything else', undefined, false],
])('recognises a request for a page that will be shown: %s', (_, init, expected) =>
  expect(asksForPage(init)).toBe(expected),
)
