import { expect, it } from 'vitest'
import { withoutAnsi } from '@/lib/kernel/text/ansi'
import { createLastLine } from './last-line'

const sentenceAfter = (...lines: string[]): string => {
  const last = createLastLine()
  for (const line of lines) last.note('stdout', line)
  return last.sentence()
}

it.each([
  'ERROR: signature of block 7 does not match',
  'KeyError: block 7',
  'java.io.IOException: No space left on device',
  "thread 'main' panicked at src/main.rs:7:5",
  'npm ERR! code ENOSPC',
  '\u001b[31mfatal\u001b[0m: not a git repository',
])('quotes %j, whatever follows it', (line) => {
  expect(sentenceAfter('start', line, 'Removing temporary files')).toBe(
    ` Last error line: ${withoutAnsi(line)}`,
  )
})

it.each(['0 errors', 'terror', 'exceptional'])('takes %j for no error', (line) => {
  expect(sentenceAfter(line, 'end')).toBe(' Last line: end')
})

it('prefers the last line on stderr to one on stdout, and says nothing without lines', () => {
  const last = createLastLine()
  expect(last.sentence()).toBe('')
  last.note('stderr', 'cannot open the file')
  last.note('stdout', 'end')
  expect(last.sentence()).toBe(' Last line on stderr: cannot open the file')
})
