import { expect, it } from 'vitest'
import { parseExposition } from './exposition'

it('reads samples with and without labels', () => {
  const text = '# HELP a b c\n# TYPE a gauge\na 1\n\na{b="c",d="\\"e\\n\\\\"} 2.5e-7\nf{le="+Inf"} NaN\n'
  expect([...parseExposition(text)]).toEqual([
    ['a', 1],
    ['a{b="c",d="\\"e\\n\\\\"}', 2.5e-7],
    ['f{le="+Inf"}', Number.NaN],
  ])
})

it.each(['a 1', 'a one\n', 'a{b=c} 1\n', 'a{b="c" 1\n', '# TYPE a number\n', 'a 1\na 1\n', 'a-b 1\n'])(
  'refuses %j',
  (text) => {
    expect(() => parseExposition(text)).toThrow()
  },
)
