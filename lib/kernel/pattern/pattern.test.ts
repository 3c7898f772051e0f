import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patternFound, patternProblem } from './pattern'

/** Patterns of what is taken, over few characters, so that texts match often. */
const patterns = fc.letrec<{ whole: string; part: string; atom: string }>((tie) => ({
  whole: fc
    .tuple(fc.boolean(), fc.array(tie('part'), { maxLength: 4 }), fc.boolean())
    .map(([start, parts, end]) => `${start ? '^' : ''}${parts.join('')}${end ? '$' : ''}`),
  part: fc
    .tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{2,}'))
    .map((pieces) => pieces.join('')),
  atom: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('a', 'b', '.', '\\d', '\\W', '\\.', '[ab]', '[^a]', '[a-c-]', '[\\d_]', '😀'),
    fc.array(tie('whole'), { minLength: 1, maxLength: 3 }).map((parts) => `(?:${parts.join('|')})`),
  ),
})).whole

const texts = fc.array(fc.constantFrom('a', 'b', 'c', '1', '.', '-', '\n', '😀'), { maxLength: 8 })

describe('a pattern', () => {
  it('is found where ECMAScript finds it', () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, chars) => {
        fc.pre(patternProblem(pattern) === null)
        const text = chars.join('')
        expect([pattern, text, patternFound(pattern, text)]).toEqual([
          pattern,
          text,
          new RegExp(pattern, 'u').test(text),
        ])
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([
    '(?=a)',
    '(?<n>a)',
    '(?<!a)b',
    '(a)\\1',
    'a**',
    'a{2',
    'a{9999}',
    '\\p{L}',
    '[b-a]',
    '(a',
    'a)',
    '*',
    '^*',
    '\\',
  ])('%s is refused', (pattern) => {
    expect(patternProblem(pattern)).not.toBeNull()
  })

  it('takes linear time where backtracking would take longer than the universe', () => {
    const started = performance.now()
    expect(patternFound('^(a+)+$', `${'a'.repeat(10_000)}!`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('that would have too many states is refused', () => {
    expect(patternProblem('((a{200}){200}){200}')).toBe('is too large')
  })
})
