import { expect, it } from 'vitest'
import { isShortCode, shortRequest } from './short-address'

const kept = (address: unknown) => shortRequest.safeParse({ address }).data?.address ?? null

it.each([
  ['/nodes/did%3An%3A1?from=2026-11-29T10%3A00%3A00Z&to=2026-11-30T10%3A00%3A00Z', true],
  ['/compare?nodes=did%3An%3A1&range=7d', true],
  ['/compare', true],
  ['//evil.example/compare', false],
  ['https://evil.example/compare', false],
  ['/\\evil.example/compare', false],
  ['javascript:alert(1)', false],
  ['/settings/people', false],
  ['/nodes/a/b', false],
  ['/nodes/../settings', false],
  [`/compare?x=${'y'.repeat(8_000)}`, false],
  ['/compare?x=\u0000', false],
  [7, false],
])('%j can be made short: %s', (address, can) => {
  expect(kept(address)).toBe(can ? address : null)
})

it('leaves out what no server is sent', () => {
  expect(kept('/compare?range=7d#cpu')).toBe('/compare?range=7d')
})

it.each([
  ['abcdefghijk-', true],
  ['abcdefghijk', false],
  ['abcdefghijkl/', false],
  ['../../../../', false],
])('%s is a code: %s', (text, is) => {
  expect(isShortCode(text)).toBe(is)
})
