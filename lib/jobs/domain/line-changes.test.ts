import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lineChanges } from './line-changes'

const text = (before: string, after: string): string =>
  lineChanges([...before], [...after])
    .map(({ kind, line }) => (kind === 'same' ? line : `${kind === 'gone' ? '-' : '+'}${line}`))
    .join('')

it.each([
  ['', '', ''],
  ['abc', 'abc', 'abc'],
  ['', 'ab', '+a+b'],
  ['ab', '', '-a-b'],
  ['abcd', 'axcd', 'a-b+xcd'],
  ['aab', 'ab', 'a-ab'],
  ['xabcy', 'xbcdy', 'x-abc+dy'],
])('shows what differs between %j and %j', (before, after, changes) => {
  expect(text(before, after)).toBe(changes)
})

it('holds both texts, whatever they are', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const changes = lineChanges(before, after)
      const without = (kind: string) => changes.flatMap((one) => (one.kind === kind ? [] : [one.line]))
      expect(without('new')).toEqual(before)
      expect(without('gone')).toEqual(after)
    }),
  )
})

it('does not compare each of very many lines with each', () => {
  const many = (name: string) => Array.from({ length: 2_000 }, (_, n) => `${name}${n}`)
  const changes = lineChanges(['a', ...many('x'), 'z'], ['a', ...many('y'), 'z'])
  expect(changes.map(({ kind }) => kind)).toEqual([
    'same',
    ...many('').map(() => 'gone'),
    ...many('').map(() => 'new'),
    'same',
  ])
})
