import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createLog } from '@/lib/agent/host/log'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { openBuffer, type ReportBuffer } from './buffer'

afterEach(removeTempDirs)

const log = createLog([], () => {})
const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)
const fill = (buffer: ReportBuffer, from: number, to: number): void => {
  for (const n of numbers(from, to)) buffer.append({ n })
}
const drain = (buffer: ReportBuffer, limit = 7): unknown[] => {
  const seen: unknown[] = []
  for (let batch = buffer.read(limit, 1e6); batch; batch = buffer.read(limit, 1e6)) {
    expect(batch.records.length).toBeLessThanOrEqual(limit)
    seen.push(...batch.records.map((record) => record.n))
    batch.ack()
  }
  return seen
}
const segmentsIn = (dir: string): string[] => readdirSync(dir).filter((name) => name.endsWith('.ndjson'))

it('returns unacknowledged records in order, over several files and a restart', () => {
  const dir = tempDir()
  const first = openBuffer(dir, log, 6_400)
  fill(first, 1, 100)
  expect(segmentsIn(dir).length).toBeGreaterThan(2)
  const batch = first.read(30, 1e6)
  const taken = batch?.records.length ?? 0
  batch?.ack()
  first.read(30, 1e6)
  // Not closed, as after kill -9.
  const second = openBuffer(dir, log, 6_400)
  fill(second, 101, 110)
  expect(drain(second)).toEqual(numbers(taken + 1, 110))
  expect(segmentsIn(dir)).toEqual([])
})

it('skips an incomplete last line and does not write after it', () => {
  const dir = tempDir()
  fill(openBuffer(dir, log), 1, 3)
  const [file] = segmentsIn(dir)
  appendFileSync(join(dir, file ?? ''), '{"n":4,"met')
  const buffer = openBuffer(dir, log)
  buffer.append({ n: 5 })
  expect(drain(buffer)).toEqual([1, 2, 3, 5])
})

it('skips files without a complete line', () => {
  const dir = tempDir()
  writeFileSync(join(dir, '000000000001.ndjson'), Buffer.alloc(4_096))
  const buffer = openBuffer(dir, log)
  buffer.append({ n: 1 })
  expect(drain(buffer)).toEqual([1])
})

it('stays within its bound by dropping the oldest records, and remembers how many', () => {
  const dir = tempDir()
  const buffer = openBuffer(dir, log, 3_200)
  fill(buffer, 1, 1_000)
  const dropped = buffer.dropped()
  expect(dropped).toBeGreaterThan(500)
  expect(openBuffer(dir, log, 3_200).dropped()).toBe(dropped)
  expect(drain(buffer)).toEqual(numbers(dropped + 1, 1_000))
})

it('reads about the given number of bytes at most', () => {
  const buffer = openBuffer(tempDir(), log)
  for (const n of numbers(1, 10)) buffer.append({ n, filling: 'x'.repeat(1_000) })
  expect(buffer.read(500, 2_500)?.records.map((record) => record.n)).toEqual([1, 2, 3])
})

it('keeps reports in memory while the disk cannot be written, and then continues in order', () => {
  const dir = tempDir()
  const buffer = openBuffer(dir, log)
  rmSync(dir, { recursive: true })
  fill(buffer, 1, 3)
  expect(buffer.read(2, 1e6)?.records.map((record) => record.n)).toEqual([1, 2])
  expect(drain(buffer)).toEqual([1, 2, 3])
})
