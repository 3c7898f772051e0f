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

it('names a repeated one, of which only the first counts', () => {
  expect(ignoredParams('/jobs', { status: ['Running', 'Failed'] }, known)).toMatchObject([
    { value: 'Failed' },
  ])
})
