import { expect, it } from 'vitest'
import { ignoredParams } from './ignored-params'

const known = { status: (value: string) => value === 'Running', q: () => true }

it('names what no filter knows, with the address without it', () => {
  const params = { status: 'Nonsense', q: 'a b', node: ['did:x', 'did:y'] }
  expect(ignoredParams('/jobs', params, known)).toEqual([
    { name: 'status', value: 'Nonsense', href: '/jobs?q=a+b&node=did%3Ax&node=did%3Ay' },
  ])
  expect(ignoredParams('/jobs', { status: 'constructor' }, known)).toMatchObject([{ href: '/jobs' }])
})

it('has nothing to say of what is known, empty or missing', () => {
  expect(ignoredParams('/jobs', { status: 'Running', q: '' }, known)).toEqual([])
  expect(ignoredParams('/jobs', {}, known)).toEqual([])
})

it('names one with NUL, which is not searched for', () => {
  for (const q of ['\u0000', 'a\u0000b', ['\u0000', 'b']])
    expect(ignoredParams('/jobs', { status: 'Running', q }, known)).toEqual([
      { name: 'q', value: expect.stringContaining('U+0000'), href: '/jobs?status=Running' },
    ])
})

it('names a repeated one, of which only the first counts', () => {
  expect(ignoredParams('/jobs', { status: ['Running', 'Failed'] }, known)).toMatchObject([
    { value: 'Failed' },
  ])
})
