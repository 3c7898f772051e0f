import { expect, it } from 'vitest'
import { tokensFilter } from './token-filter'

it('names what says nothing, as a text with NUL does, and leaves it out', () => {
  expect(tokensFilter({ q: '\u0000', state: 'valid' })).toEqual({
    filter: { state: 'valid' },
    unknown: ['q'],
  })
  expect(tokensFilter({ q: 'a\u0000', state: 'no' })).toEqual({ filter: {}, unknown: ['q', 'state'] })
})
