import { expect, it } from 'vitest'
import { decodePath } from './path'

it.each<[string, string | null]>([
  ['did%3Akos%3Aa%3A1', 'did:kos:a:1'],
  ['did:kos:a', 'did:kos:a'],
  ['a%2Fb%20c', 'a/b c'],
  ['%F0%9F%98%80', '😀'],
  ['%', null],
  ['%ZZ', null],
  ['%C3', null],
  ['%00', null],
  ['%ED%A0%80', null],
  ['x'.repeat(256), null],
])('decodes %s', (part, text) => {
  expect(decodePath(part)).toBe(text)
})
