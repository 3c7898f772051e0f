import { appendFileSync, closeSync, fstatSync, fsyncSync, ftruncateSync, lstatSync, rmSync } from 'node:fs'
import { appendToOwn } from '@/lib/agent/host/own-files'
import { compressSegment, plainFile, type Segment } from './segment-files'

type SegmentWriter = {
  /** Appends a line to the newest file, or to a new one. Throws when the disk cannot be written. */
  append: (line: string, at: number) => void
  /** Whether this file is being written. */
  writes: (segment: Segment) => boolean
  /** Whether the file that is being written has vanished or been replaced. */
  isGone: () => boolean
  sync: () => void
  close: () => void
}

/** After this long a file is complete, however small it is. */
const longestMs = 6 * 3_600_000

/** Writes the files of the buffer: complete ones are compressed, so that days of reports fit. */
export function createSegmentWriter(
  dir: string,
  segments: Segment[],
  firstNumber: number,
  segmentBytes: number,
): SegmentWriter {
  let lastNumber = firstNumber
  let open: { fd: number; segment: Segment; written: number; begunAt: number } | null = null

  const close = (): void => {
    if (open) closeSync(open.fd)
    open = null
  }
  const complete = (): void => {
    if (!open) return
    const { fd, segment, written } = open
    fsyncSync(fd)
    close()
    try {
      compressSegment(dir, segment, written)
    } catch {
      // On a full disk it stays as it is.
    }
  }
  return {
    append: (line, at) => {
      if (open && (open.segment.bytes >= segmentBytes || at - open.begunAt >= longestMs)) complete()
      if (!open) {
        const file = plainFile(dir, lastNumber + 1)
        const fd = appendToOwn(file)
        lastNumber += 1
        const segment = { number: lastNumber, file, bytes: 0, records: 0, lastAt: at }
        open = { fd, segment, written: 0, begunAt: at }
        segments.push(segment)
      }
      const { fd, segment } = open
      try {
        appendFileSync(fd, line)
      } catch (error) {
        // Part of a line may have been written: cut it off and continue in a new file.
        ftruncateSync(fd, segment.bytes)
        close()
        if (segment.bytes === 0) {
          segments.splice(segments.indexOf(segment), 1)
          rmSync(segment.file, { force: true })
        }
        throw error
      }
      open.written += 1
      segment.bytes = fstatSync(fd).size
      segment.records += 1
      segment.lastAt = at
    },
    writes: (segment) => open?.segment === segment,
    isGone: () => {
      if (!open) return false
      try {
        return lstatSync(open.segment.file).ino !== fstatSync(open.fd).ino
      } catch {
        return true
      }
    },
    sync: () => {
      if (open) fsyncSync(open.fd)
    },
    close,
  }
}
