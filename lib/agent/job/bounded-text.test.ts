import { expect, it } from 'vitest'
import { longestOutput } from '@/lib/signing/domain/dry-run'
import { createBoundedText } from './bounded-text'

const textOf = (lines: readonly string[]) => {
  const text = createBoundedText()
  for (const line of lines) text.add(line)
  return text.take()
}

it('keeps a short output as it is, an empty line too', () => {
  expect(textOf([])).toEqual({ output: '', omitted: 0 })
  expect(textOf(['one', '', 'two'])).toEqual({ output: 'one\n\ntwo\n', omitted: 0 })
})

it('keeps the beginning and the end of a long one, and says how much is missing', () => {
  const lines = Array.from({ length: 100_000 }, (_, n) => `line ${n}`)
  const { output, omitted } = textOf(lines)
  const kept = output.split('\n')
  expect(kept.slice(0, 2)).toEqual(['line 0', 'line 1'])
  expect(kept.slice(-3)).toEqual(['line 99998', 'line 99999', ''])
  expect(output).toContain(`\n… ${omitted.toLocaleString('en-GB')} lines are omitted here …\n`)
  expect(kept.length - 2 + omitted).toBe(lines.length)
  expect(output.length).toBeGreaterThan(longestOutput * 0.99)
  expect(output.length).toBeLessThan(longestOutput + 100)
})

it('counts bytes, and never puts a late short line before an earlier one', () => {
  const { output } = textOf([...Array.from({ length: 9 }, () => 'ü'.repeat(3_900)), 'short'])
  expect(Buffer.byteLength(output)).toBeLessThan(longestOutput + 100)
  expect(output.endsWith('\nshort\n')).toBe(true)
})
