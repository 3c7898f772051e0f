import { expect, it } from 'vitest'
import { BoundedMap } from './bounded-map'

it('starts again when it is full', () => {
  const map = new BoundedMap<number>(2)
  expect([...map.set('a', 1).set('b', 2)]).toEqual([
    ['a', 1],
    ['b', 2],
  ])
  expect([...map.set('c', 3)]).toEqual([['c', 3]])
})
