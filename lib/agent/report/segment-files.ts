import { existsSync, lstatSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { readOwn, writeOwn } from '@/lib/agent/host/own-files'
import { namesIn } from '@/lib/agent/host/state-dir'
import { countRecords } from './buffer-file'

/**
 * A file of the report buffer: NDJSON while it is written, compressed with the number of its records in its name
 * (`000000000007-1250.ndjson.gz`) once it is complete.
 */
export type Segment = {
  number: number
  file: string
  /** On disk. */
  bytes: number
  /** Records that have not been delivered. */
  records: number
  /** When the last record was added, in milliseconds since 1970. */
  lastAt: number
}

const pattern = /^(\d{12})(?:-(\d+)\.ndjson\.gz|\.ndjson)$/

export const plainFile = (dir: string, number: number): string =>
  join(dir, `${String(number).padStart(12, '0')}.ndjson`)

/** The uncompressed content; empty when it cannot be read. */
export function readSegment({ file }: Pick<Segment, 'file'>): Buffer {
  try {
    const bytes = readOwn(file)
    return file.endsWith('.gz') ? gunzipSync(bytes) : bytes
  } catch {
    return Buffer.alloc(0)
  }
}

/** The files of a folder, oldest first. */
export function listSegments(dir: string): Segment[] {
  const found = new Map<number, Segment>()
  // The compressed file of a number comes before the plain one, which a crash may have left beside it.
  for (const name of namesIn(dir).sort()) {
    const [, digits, count] = pattern.exec(name) ?? []
    const number = Number(digits)
    if (digits === undefined) continue
    const file = join(dir, name)
    if (found.has(number)) {
      rmSync(file, { force: true })
      continue
    }
    const { size, mtimeMs } = lstatSync(file)
    const records = count === undefined ? countRecords(readSegment({ file })) : Number(count)
    found.set(number, { number, file, bytes: size, records, lastAt: mtimeMs })
  }
  return [...found.values()].sort((a, b) => a.number - b.number)
}

/** Replaces a complete plain file by a compressed one; `count` is the number of all its records. */
export function compressSegment(dir: string, segment: Segment, count: number): void {
  const compressed = plainFile(dir, segment.number).replace('.ndjson', `-${count}.ndjson.gz`)
  const bytes = gzipSync(readOwn(segment.file))
  const draft = join(dir, 'compressed.next')
  try {
    writeOwn(draft, bytes)
    renameSync(draft, compressed)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  rmSync(segment.file, { force: true })
  segment.file = compressed
  segment.bytes = bytes.length
}

export const isThere = ({ file }: Segment): boolean => existsSync(file)
