import { expect, it } from 'vitest'
import { createJobLog, maxLinesPerCall } from './job-log'

it('stops at 10,000 lines and says so in the log itself', () => {
  const log = createJobLog()
  for (let n = 0; n < 12_000; n += 1) log.say('stdout', `line ${n}`)
  const seen: string[] = []
  for (let lines = log.take(); lines.length > 0; lines = log.take()) {
    expect(lines.length).toBeLessThanOrEqual(maxLinesPerCall)
    seen.push(...lines.map(({ line }) => line))
    log.sent(lines.length)
  }
  expect(seen).toHaveLength(10_001)
  expect(seen.at(-1)).toContain('The log is full')
})

it('returns fewer lines when they are long, but at least one', () => {
  const log = createJobLog()
  for (let n = 0; n < 100; n += 1) log.say('stdout', 'x'.repeat(4_000))
  expect(log.take().length).toBeGreaterThan(0)
  expect(log.take().length).toBeLessThan(100)
})

it('keeps the last of the unsent lines and says how many are missing', () => {
  const log = createJobLog()
  for (let n = 0; n < 600; n += 1) log.say('stderr', `line ${n}`)
  const rest = log.rest()
  expect(rest).toHaveLength(maxLinesPerCall)
  expect(rest[0]?.line).toContain('101 lines')
  expect(rest.at(-1)?.line).toBe('line 599')
})
