import { spawnSync } from 'node:child_process'
import { appendFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
const segmentsIn = (dir: string): string[] => readdirSync(dir).filter((name) => /\.ndjson(\.gz)?$/.test(name))

it('returns unacknowledged records in order, over several files and a restart', () => {
  const dir = tempDir()
  const first = openBuffer(dir, log, { segmentBytes: 200 })
  fill(first, 1, 100)
  expect(segmentsIn(dir).length).toBeGreaterThan(2)
  const batch = first.read(30, 1e6)
  const taken = batch?.records.length ?? 0
  batch?.ack()
  first.read(30, 1e6)
  // Not closed, as after kill -9.
  const second = openBuffer(dir, log, { segmentBytes: 200 })
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
  const buffer = openBuffer(dir, log, { maxBytes: 1_600, segmentBytes: 200 })
  fill(buffer, 1, 1_000)
  const dropped = buffer.dropped()
  expect(dropped).toBeGreaterThan(500)
  const size = segmentsIn(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0)
  expect(size).toBeLessThanOrEqual(1_600)
  expect(openBuffer(dir, log, { maxBytes: 1_600, segmentBytes: 200 }).dropped()).toBe(dropped)
  expect(drain(buffer)).toEqual(numbers(dropped + 1, 1_000))
})

it('reads about the given number of bytes at most', () => {
  const buffer = openBuffer(tempDir(), log)
  for (const n of numbers(1, 10)) buffer.append({ n, filling: 'x'.repeat(1_000) })
  expect(buffer.read(500, 2_500)?.records.map((record) => record.n)).toEqual([1, 2, 3])
})

it('gives up what is older than its bound, however little it is', () => {
  const dir = tempDir()
  const clock = { now: Date.UTC(2026, 0, 1) }
  const buffer = openBuffer(dir, log, {}, () => clock.now)
  for (const n of numbers(1, 12)) {
    buffer.append({ n })
    clock.now += 24 * 3_600_000
  }
  expect(buffer.dropped()).toBe(3)
  expect(drain(buffer)).toEqual(numbers(4, 12))
})

it('keeps 8 days of reports of 5 seconds within its bound', () => {
  const dir = tempDir()
  const clock = { now: Date.UTC(2026, 0, 1) }
  const buffer = openBuffer(dir, log, {}, () => clock.now)
  const perDay = 17_280
  const report = { id: '7d0c6a5e', status: 'Healthy', filling: 'x'.repeat(600) }
  // A tenth as many, ten times as far apart, take as long and as much space each.
  for (let n = 0; n < (8 * perDay) / 10; n += 1) {
    buffer.append({ ...report, n })
    clock.now += 50_000
  }
  expect(buffer.dropped()).toBe(0)
  expect(drain(buffer, 500)).toHaveLength((8 * perDay) / 10)
})

it('counts exactly what was never delivered, even if it gives up what is being sent', () => {
  const dir = tempDir()
  const bounds = { maxBytes: 2_000, segmentBytes: 400 }
  const buffer = openBuffer(dir, log, bounds)
  fill(buffer, 1, 100)
  const delivered = new Set<unknown>()
  // Each second batch is lost on its way, and the server stores only what is acknowledged.
  for (let round = 0, n = 100; round < 40; round += 1, n += 20) {
    const batch = buffer.read(9, 1e6)
    fill(buffer, n + 1, n + 20)
    if (round % 2 === 1) continue
    for (const record of batch?.records ?? []) delivered.add(record.n)
    batch?.ack()
  }
  for (const n of drain(buffer)) delivered.add(n)
  expect(buffer.dropped()).toBeGreaterThan(100)
  expect(buffer.dropped()).toBe(900 - delivered.size)
  buffer.close()
  expect(openBuffer(dir, log, bounds).dropped()).toBe(buffer.dropped())
})

it('goes on in a new folder when its own has vanished, and counts what was in it', () => {
  const dir = join(tempDir(), 'reports')
  const buffer = openBuffer(dir, log, { segmentBytes: 100 })
  fill(buffer, 1, 30)
  rmSync(dir, { recursive: true })
  fill(buffer, 31, 33)
  expect(buffer.dropped()).toBe(30)
  expect(segmentsIn(dir)).toHaveLength(1)
  expect(drain(buffer)).toEqual([31, 32, 33])
})

it('keeps reports in memory while the disk cannot be written, and then continues in order', () => {
  const dir = tempDir()
  const buffer = openBuffer(dir, log)
  rmSync(dir, { recursive: true })
  writeFileSync(dir, 'in the way')
  fill(buffer, 1, 3)
  expect(buffer.read(2, 1e6)?.records.map((record) => record.n)).toEqual([1, 2])
  rmSync(dir)
  buffer.append({ n: 4 })
  expect(segmentsIn(dir)).toHaveLength(1)
  expect(drain(buffer)).toEqual([1, 2, 3, 4])
})

it('leaves no empty files on a full disk, where reports wait in memory', ({ skip }) => {
  const disk = tempDir()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status !== 0) skip()
  try {
    const dir = join(disk, 'reports')
    const buffer = openBuffer(dir, log)
    fill(buffer, 1, 2)
    spawnSync('sh', ['-c', `cat /dev/zero > ${disk}/filling 2>&1`])
    const long = 'x'.repeat(5_000)
    for (const n of numbers(3, 6)) buffer.append({ n, long })
    expect(segmentsIn(dir)).toHaveLength(1)
    rmSync(join(disk, 'filling'))
    fill(buffer, 7, 7)
    expect(segmentsIn(dir)).toHaveLength(2)
    expect(drain(buffer)).toEqual(numbers(1, 7))
    expect(buffer.dropped()).toBe(0)
  } finally {
    spawnSync('umount', ['-l', disk])
  }
})
