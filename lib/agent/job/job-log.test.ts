import { expect, it } from 'vitest'
import { countForCall, createJobLog } from './job-log'

const drained = (log: ReturnType<typeof createJobLog>): string[] => {
  const seen: string[] = []
  for (let lines = log.take(); lines.length > 0; lines = log.take()) {
    expect(lines.length).toBeLessThanOrEqual(500)
    seen.push(...lines.map(({ line }) => line))
    log.sent(lines.length)
  }
  return seen
}

it('keeps the first and the last 5,000 lines, and says how many are omitted between them', () => {
  const log = createJobLog()
  for (let n = 1; n <= 25_000; n += 1) log.say('stdout', `line ${n}`)
  const head = drained(log)
  expect(head).toHaveLength(5_001)
  expect(head.slice(-2)).toEqual(['line 5000', expect.stringContaining('This log is long')])
  const end = log.close().map(({ line }) => line)
  expect(end).toHaveLength(5_001)
  expect(end.slice(0, 2)).toEqual(['15,000 lines are omitted here.', 'line 20001'])
  expect(end.at(-1)).toBe('line 25000')
})

it('keeps a log that just fits without a gap', () => {
  const log = createJobLog()
  for (let n = 1; n <= 10_000; n += 1) log.say('stdout', `line ${n}`)
  const texts = [...drained(log), ...log.close().map(({ line }) => line)]
  expect(texts.filter((line) => line.startsWith('line '))).toEqual(
    Array.from({ length: 10_000 }, (_, index) => `line ${index + 1}`),
  )
  expect(texts.join()).not.toContain('omitted')
})

it('counts characters too', () => {
  const log = createJobLog()
  for (let n = 1; n <= 3_000; n += 1) log.say('stdout', `${n} ${'x'.repeat(3_000)}`)
  const total = [...drained(log), ...log.close().map(({ line }) => line)]
  expect(total.join('').length).toBeLessThan(4_020_000)
  expect(total.at(-1)).toMatch(/^3000 x/)
})

it('sends fewer lines at once when they are long, but at least one', () => {
  const lines = (count: number, length: number) =>
    Array.from({ length: count }, () => ({ at: '', stream: 'stdout' as const, line: 'x'.repeat(length) }))
  expect(countForCall(lines(600, 1))).toBe(500)
  expect(countForCall(lines(100, 4_000))).toBe(64)
  expect(countForCall(lines(2, 300_000))).toBe(1)
  expect(countForCall([])).toBe(0)
})
