import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '@/lib/agent/host/log'
import { writeWhole } from '@/lib/agent/host/state-dir'
import type { JsonObject } from '@/lib/kernel/json/json'
import { countRecords, parseBatch, readPosition } from './buffer-file'
import { isThere, listSegments, readSegment, type Segment } from './segment-files'
import { createSegmentWriter } from './segment-writer'

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
  /** How many reports have been given up since the folder was made. */
  dropped: () => number
  close: () => void
}

type Bounds = { maxBytes: number; maxAgeMs: number; segmentBytes: number }

const defaults: Bounds = { maxBytes: 256_000_000, maxAgeMs: 8 * 86_400_000, segmentBytes: 1_000_000 }
const inMemory = 2_000

/** A batch that was read and not acknowledged yet; `lost` of its records were given up meanwhile. */
type Flight = { segment: Segment | null; records: readonly JsonObject[]; lost: number }

const count = (reports: number): string => (reports === 1 ? '1 report' : `${reports} reports`)

/**
 * A first-in-first-out queue of JSON records in numbered files, of which complete ones are compressed. Beyond 8 days or
 * 256 MB the oldest file is given up; what was not delivered of it is counted. While the disk cannot be written, up to
 * 2,000 records wait in memory: a full disk is worth reporting. Lines left incomplete by a crash are skipped.
 * @param now in milliseconds since 1970
 */
export function openBuffer(
  dir: string,
  log: Log,
  bounds: Partial<Bounds> = {},
  now: () => number = Date.now,
): ReportBuffer {
  const { maxBytes, maxAgeMs, segmentBytes } = { ...defaults, ...bounds }
  const positionFile = join(dir, 'position.json')
  const segments = listSegments(dir)
  let { segment: headNumber, offset, dropped } = readPosition(positionFile)
  const memory: JsonObject[] = []
  let flight: Flight | null = null
  let content: { file: string; bytes: Buffer } | null = null
  let isWarned = false
  const newest = Math.max(headNumber, segments.at(-1)?.number ?? 0)
  const writer = createSegmentWriter(dir, segments, newest, segmentBytes)

  const offsetIn = (segment: Segment): number => (segment.number === headNumber ? offset : 0)
  /** The uncompressed content of the oldest file; a compressed one is kept while it is the oldest. */
  const contentOf = (segment: Segment): Buffer => {
    if (content?.file === segment.file) return content.bytes
    const bytes = readSegment(segment)
    content = segment.file.endsWith('.gz') ? { file: segment.file, bytes } : null
    return bytes
  }
  const sizeOf = (segment: Segment): number =>
    segment.file.endsWith('.gz') ? contentOf(segment).length : segment.bytes
  const savePosition = (): void => {
    try {
      writeWhole(positionFile, JSON.stringify({ segment: headNumber, offset, dropped }))
    } catch {
      // A batch is then sent again after a restart; the server recognises the reports by their report_id.
    }
  }
  const remove = (segment: Segment): void => {
    if (writer.writes(segment)) writer.close()
    segments.splice(segments.indexOf(segment), 1)
    rmSync(segment.file, { force: true })
    if (segment.number === headNumber) offset = 0
  }
  /** Gives a file up and returns how many reports are lost; those being sent count once they prove undelivered. */
  const giveUp = (segment: Segment): number => {
    const sending = flight?.segment === segment ? flight.records.length : 0
    if (flight && sending > 0) flight.lost = sending
    const lost = segment.records - sending
    dropped += lost
    remove(segment)
    savePosition()
    return lost
  }
  const keepBounds = (): void => {
    const isOver = (head: Segment): boolean =>
      now() - head.lastAt > maxAgeMs || segments.reduce((sum, { bytes }) => sum + bytes, 0) > maxBytes
    for (let head = segments[0]; head && segments.length > 1 && isOver(head); head = segments[0]) {
      const lost = giveUp(head)
      log.warn(`The report buffer is full. Dropped the oldest ${count(lost)} (${dropped} in all).`)
    }
  }
  /** Goes on in a new folder if this one was removed. */
  const remake = (): void => {
    if (existsSync(dir) && !writer.isGone()) return
    const gone = segments.filter((segment) => writer.writes(segment) || !isThere(segment))
    const lost = gone.map(giveUp).reduce((sum, each) => sum + each, 0)
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    savePosition()
    if (lost > 0) log.warn(`${count(lost)} vanished from ${dir} before they could be sent.`)
  }
  const spill = (): void => {
    remake()
    for (let record = memory[0]; record; record = memory[0]) {
      writer.append(`${JSON.stringify(record)}\n`, now())
      memory.shift()
    }
    isWarned = false
    keepBounds()
  }
  const landed = (mine: Flight): boolean => {
    if (flight !== mine) return false
    flight = null
    return true
  }
  const fromMemory = (limit: number): Batch | null => {
    if (memory.length === 0) return null
    const records = memory.slice(0, limit)
    const mine: Flight = { segment: null, records, lost: 0 }
    flight = mine
    const ack = (): void => {
      if (landed(mine)) memory.splice(0, memory.length, ...memory.filter((one) => !records.includes(one)))
    }
    return { records, ack }
  }

  // Only here: what the position says was delivered no longer counts.
  const first = segments[0]
  if (first && offsetIn(first) > 0)
    first.records = Math.max(0, first.records - countRecords(contentOf(first).subarray(0, offset)))

  return {
    append: (record) => {
      memory.push(record)
      try {
        spill()
      } catch (error) {
        if (!isWarned)
          log.warn(`Reports are kept in memory: ${error instanceof Error ? error.message : String(error)}.`)
        isWarned = true
        if (memory.length <= inMemory) return
        const oldest = memory.shift()
        if (flight && flight.segment === null && oldest && flight.records.includes(oldest)) flight.lost += 1
        else dropped += 1
      }
    },
    read: (limit, bytes) => {
      // The last batch was not delivered.
      dropped += flight?.lost ?? 0
      flight = null
      for (let head = segments[0]; head; head = segments[0]) {
        const segment = head
        const start = offsetIn(segment)
        const batch = parseBatch(contentOf(segment).subarray(start), limit, bytes)
        const { records } = batch
        if (records.length === 0) {
          log.warn('Removed a file of the report buffer that held only incomplete lines.')
          remove(segment)
          continue
        }
        const mine: Flight = { segment, records, lost: 0 }
        flight = mine
        const ack = (): void => {
          if (!landed(mine) || mine.lost > 0) return
          if (batch.torn > 0) log.warn(`Skipped ${batch.torn} incomplete lines in the report buffer.`)
          headNumber = segment.number
          offset = start + batch.bytes
          segment.records -= records.length
          if (offset >= sizeOf(segment)) remove(segment)
          else savePosition()
        }
        return { records, ack }
      }
      return fromMemory(limit)
    },
    sync: writer.sync,
    dropped: () => dropped,
    close: () => {
      writer.sync()
      writer.close()
      savePosition()
    },
  }
}
