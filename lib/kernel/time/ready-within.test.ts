import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { readyWithin } from './ready-within'

it('returns a value that is ready in time, even null', async () => {
  expect(await readyWithin(Promise.resolve(7), 1_000)).toEqual({ value: 7 })
  expect(await readyWithin(Promise.resolve(null), 1_000)).toEqual({ value: null })
})

it('returns null for a late value, and lets its work go on', async () => {
  const late = wait(60, 'late')
  expect(await readyWithin(late, 5)).toBeNull()
  expect(await late).toBe('late')
})

it('throws what the promise throws', async () => {
  await expect(readyWithin(Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no')
})
