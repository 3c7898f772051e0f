import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { lineSplitter, tidyLine, tidyLogLine } from './lines'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function splitter(partialMs?: number) {
  const lines: string[] = []
  const { push, end } = lineSplitter((line) => lines.push(line), partialMs)
  return { lines, push: (text: string) => push(Buffer.from(text)), end }
}

it('takes CR LF for one line end, even in two reads', () => {
  const { lines, push, end } = splitter(1_000)
  for (const text of ['one\r\ntw', 'o\r', '\n\r\n', 'three\n', '\n', 'four\r']) push(text)
  end()
  expect(lines).toEqual(['one', 'two', '', 'three', '', 'four'])
})

it('keeps the last frame of a progress bar, and not what only clears it', () => {
  const { lines, push } = splitter(1_000)
  for (let n = 0; n <= 12_000; n += 1) push(`Fetching layer 4/7 ${Math.floor(n / 120)}%\r`)
  push('\nERROR: no\n')
  push('a 1%\u001b[1Ga 2%\u001b[G')
  push('done\n')
  push('50%\r   \r\nend\n')
  expect(lines).toEqual(['Fetching layer 4/7 100%', 'ERROR: no', 'done', 'end'])
})

it('shows text without a line end after a second, then only what was added', () => {
  const { lines, push } = splitter(1_000)
  push('Stopping (this can take 20 s) ... ')
  vi.advanceTimersByTime(999)
  expect(lines).toEqual([])
  vi.advanceTimersByTime(1)
  expect(lines).toEqual(['Stopping (this can take 20 s) ... '])
  vi.advanceTimersByTime(20_000)
  push('done\nnext\n')
  expect(lines.slice(1)).toEqual(['done', 'next'])
})

it('shows a slow progress bar now and then, and its end once', () => {
  const { lines, push } = splitter(1_000)
  for (let second = 0; second < 600; second += 1) {
    push(`${Math.floor(second / 6)}%\r`)
    vi.advanceTimersByTime(1_000)
  }
  push('100%')
  vi.advanceTimersByTime(60_000)
  push('\n')
  expect(lines.slice(0, 3)).toEqual(['0%', '1%', '2%'])
  expect(lines.length).toBeLessThan(20)
  expect(lines.filter((line) => line === '100%')).toHaveLength(1)
})

it('marks a cut line with how much is missing', () => {
  const { lines, push } = splitter()
  push(`${'x'.repeat(5_000_000)}\nlast\n`)
  expect(lines[0]?.length).toBeLessThanOrEqual(4_000)
  expect(lines[0]).toMatch(/x… \(4,996,040 more characters\)$/)
  expect(lines[1]).toBe('last')
})

it('keeps colours, and no other control sequence', () => {
  const red = '\u001b[1;31mred\u001b[0m'
  expect(tidyLogLine(`${red}\u001b[2K\u0000\u001b]0;title\u0007\tend\u202e`)).toBe(`${red}\tend`)
  expect(tidyLine(red)).toBe('red')
  const cut = tidyLogLine(`${'x'.repeat(3_958)}\u001b[31m${'y'.repeat(100)}`)
  expect(cut).toBe(`${'x'.repeat(3_958)}… (105 more characters)`)
})
