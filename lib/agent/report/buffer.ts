import {
  appendFileSync,
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Log } from '@/lib/agent/host/log'
import { writeWhole } from '@/lib/agent/host/state-dir'
import type { JsonObject } from '@/lib/kernel/json/json'
import { countLines, parseBatch, readPosition } from './buffer-file'

type Batch = {
  records: JsonObject[]
  /** Removes the batch from the buffer. */
  ack: () => void
}

export type ReportBuffer = {
  append: (record: JsonObject) => void
  /** The oldest records, at most `limit` and about `maxBytes`; null if there are none. */
  read: (limit: number, maxBytes: number) => Batch | null
  /** Flushes to disk, so that appended records survive a power cut. */
  sync: () => void
  /** How many reports have been dropped for lack of space since the folder was made. */
  dropped: () => number
  close: () => void
}

type Segment = { number: number; bytes: number }

const inMemory = 2_000

const forget = (records: JsonObject[], done: readonly JsonObject[]): void => {
  for (const record of done) {
    const index = records.indexOf(record)
    if (index !== -1) records.splice(index, 1)
  }
}

/**
 * A first-in-first-out queue of JSON records in numbered NDJSON files of at most `maxBytes` in all; beyond that the
 * oldest file is dropped and counted. While the disk cannot be written, up to 2,000 records wait in memory: a full disk
 * is worth reporting. Lines left incomplete by a crash are skipped.
 */
export function openBuffer(dir: string, log: Log, maxBytes = 64 * 1024 * 1024): ReportBuffer {
  const segmentBytes = Math.max(1, Math.floor(maxBytes / 32))
  const positionFile = join(dir, 'position.json')
  const fileOf = (number: number): string => join(dir, `${String(number).padStart(12, '0')}.ndjson`)
  let { segment: headNumber, offset, dropped } = readPosition(positionFile)
  const segments = readdirSync(dir)
    .flatMap((name) => (/^\d{12}\.ndjson$/.test(name) ? [Number.parseInt(name, 10)] : []))
    .sort((a, b) => a - b)
    .map((number): Segment => ({ number, bytes: statSync(fileOf(number)).size }))
  let lastNumber = Math.max(headNumber, segments.at(-1)?.number ?? 0)
  // Appending starts a new file, so that nothing is written after an incomplete line.
  let tail: { fd: number; segment: Segment } | null = null
  const memory: JsonObject[] = []

  const savePosition = (): void => {
    try {
      writeWhole(positionFile, JSON.stringify({ segment: headNumber, offset, dropped }))
    } catch {
      // A batch is then sent again after a restart; the server recognises the reports by their report_id.
    }
  }
  const closeTail = (): void => {
    if (tail) closeSync(tail.fd)
    tail = null
  }
  const removeHead = (): void => {
    const head = segments.shift()
    if (!head) return
    if (tail?.segment === head) closeTail()
    rmSync(fileOf(head.number), { force: true })
    offset = 0
  }
  const offsetIn = (segment: Segment): number => (segment.number === headNumber ? offset : 0)
  const readRest = (segment: Segment): Buffer => {
    try {
      return readFileSync(fileOf(segment.number)).subarray(offsetIn(segment))
    } catch {
      return Buffer.alloc(0)
    }
  }
  const keepBound = (): void => {
    let total = segments.reduce((sum, segment) => sum + segment.bytes, 0)
    for (let head = segments[0]; total > maxBytes && head && segments.length > 1; head = segments[0]) {
      const lost = countLines(readRest(head))
      dropped += lost
      total -= head.bytes
      removeHead()
      savePosition()
      log.warn(`The report buffer is full. Dropped the oldest ${lost} reports (${dropped} in all).`)
    }
  }
  const write = (line: string): void => {
    if (tail && tail.segment.bytes >= segmentBytes) {
      fsyncSync(tail.fd)
      closeTail()
    }
    if (!tail) {
      lastNumber += 1
      tail = { fd: openSync(fileOf(lastNumber), 'a', 0o600), segment: { number: lastNumber, bytes: 0 } }
      segments.push(tail.segment)
    }
    try {
      appendFileSync(tail.fd, line)
    } catch (error) {
      // Part of a line may have been written: cut it off and continue in a new file.
      truncateSync(fileOf(tail.segment.number), tail.segment.bytes)
      closeTail()
      throw error
    }
    tail.segment.bytes = fstatSync(tail.fd).size
  }
  const spill = (): void => {
    for (let record = memory[0]; record; record = memory[0]) {
      write(`${JSON.stringify(record)}\n`)
      memory.shift()
    }
    keepBound()
  }

  return {
    append: (record) => {
      memory.push(record)
      try {
        spill()
      } catch (error) {
        if (memory.length === 1)
          log.warn(`Reports are kept in memory: ${error instanceof Error ? error.message : String(error)}.`)
        if (memory.length <= inMemory) return
        memory.shift()
        dropped += 1
      }
    },
    read: (limit, bytes) => {
      for (let head = segments[0]; head; head = segments[0]) {
        const start = offsetIn(head)
        const batch = parseBatch(readRest(head), limit, bytes)
        const { number } = head
        const ack = (): void => {
          if (batch.torn > 0) log.warn(`Skipped ${batch.torn} incomplete lines in the report buffer.`)
          const present = segments[0]
          if (present?.number !== number) return
          headNumber = number
          offset = start + batch.bytes
          if (offset >= present.bytes) removeHead()
          else savePosition()
        }
        if (batch.records.length > 0) return { records: batch.records, ack }
        log.warn('Removed a file of the report buffer that held only incomplete lines.')
        headNumber = number
        removeHead()
      }
      const waiting = memory.slice(0, limit)
      return waiting.length === 0 ? null : { records: waiting, ack: () => forget(memory, waiting) }
    },
    sync: () => {
      if (tail) fsyncSync(tail.fd)
    },
    dropped: () => dropped,
    close: () => {
      if (tail) fsyncSync(tail.fd)
      closeTail()
      savePosition()
    },
  }
}
