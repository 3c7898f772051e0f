import { createHash } from 'node:crypto'
import type { TableEnd } from '@/lib/backup/domain/manifest'

const lineFeed = 10

/** Counts rows in COPY's text format and makes their digest. */
export class Rows {
  private readonly hash = createHash('sha256')
  rows = 0
  bytes = 0

  take(chunk: Buffer): void {
    this.hash.update(chunk)
    this.bytes += chunk.length
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) this.rows += 1
  }

  end(): TableEnd {
    return { rows: this.rows, bytes: this.bytes, sha256: this.hash.digest('hex') }
  }
}

export const isSame = (a: TableEnd, b: TableEnd): boolean =>
  a.rows === b.rows && a.bytes === b.bytes && a.sha256 === b.sha256
