import { expect, it } from 'vitest'
import { nodesFilter } from './nodes-page'

it('names what says nothing, as a text with NUL does, and leaves it out', () => {
  expect(nodesFilter({ q: '\u0000', show: 'retired' })).toMatchObject({
    filter: { show: 'retired', q: undefined },
    unknown: ['q'],
  })
  expect(nodesFilter({ q: 'a', show: 'no' }).unknown).toEqual(['show'])
})
