import { expect, it } from 'vitest'
import { frameAncestors, isOrigin } from './embed-origins'

it.each([
  ['https://wiki.example.org', true],
  ['https://wiki.example.org:8443', true],
  ['https://wiki.example.org:443', false],
  ['http://wiki.example.org', false],
  ['https://*.example.org', false],
  ['https://wiki.example.org/', false],
  ['https://wiki.example.org/page', false],
  ['https://user@wiki.example.org', false],
  ["https://wiki.example.org 'self'", false],
  ['https://wiki.example.org; script-src *', false],
  ['*', false],
  ['', false],
])('%s: %s', (text, allowed) => {
  expect(isOrigin(text)).toBe(allowed)
})

it('lets nobody frame what names no origin, or one that is none', () => {
  expect(frameAncestors([])).toBe(`'none'`)
  expect(frameAncestors(['https://a.example', 'https:'])).toBe(`'none'`)
  expect(frameAncestors(['https://a.example', 'https://b.example'])).toBe(
    'https://a.example https://b.example',
  )
})
