import { expect, it } from 'vitest'
import { createCounter } from './walls'

it('lets a network read a wall so often in a minute, and another one too', () => {
  let now = 0
  const mayRead = createCounter(() => now)
  const reads = Array.from({ length: 151 }, () => mayRead('10.0.0.1'))
  expect([reads.filter(Boolean).length, reads.at(-1)]).toEqual([150, false])
  expect(mayRead('10.0.0.2')).toBe(true)
  now = 60_000
  expect(mayRead('10.0.0.1')).toBe(true)
})

it('counts a flood of networks as one', () => {
  const mayRead = createCounter(() => 0)
  for (let network = 0; network < 10_000; network += 1) mayRead(`10.${network}`)
  const reads = Array.from({ length: 200 }, (_, one) => mayRead(`11.${one}`))
  expect(reads.filter(Boolean)).toHaveLength(150)
})
