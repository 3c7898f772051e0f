import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { readyWithin } from './ready-within'

it('gives what is there in time, null included', async () => {
  expect(await readyWithin(Promise.resolve(7), 1_000)).toEqual({ value: 7 })
  expect(await readyWithin(Promise.resolve(null), 1_000)).toEqual({ value: null })
})

it('gives null for what is late, which goes on', async () => {
  const late = wait(60, 'late')
  expect(await readyWithin(late, 5)).toBeNull()
  expect(await late).toBe('late')
})

it('throws what the promise throws', async () => {
  await expect(readyWithin(Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no')
})
