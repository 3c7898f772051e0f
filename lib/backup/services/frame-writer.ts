import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import { type FrameKind, firstBytes, frameKinds, lastBytes } from '@/lib/backup/domain/manifest'

const compress = promisify(deflateRaw)

/** While one frame is written, others are compressed on other threads. */
const atOnce = 3

/** Writes frames: their kind in a byte, the length of their body in four, the SHA-256 of both, the payload compressed. */
export class FrameWriter {
  private readonly hash = createHash('sha256')
  private waiting: Promise<Buffer>[] = []
  bytes = 0

  constructor(private readonly handle: FileHandle) {}

  async begin(): Promise<void> {
    await this.write(Buffer.from(firstBytes))
  }

  async add(kind: FrameKind, payload: Buffer): Promise<void> {
    const frame = frameOf(kind, payload)
    frame.catch(() => undefined)
    this.waiting.push(frame)
    if (this.waiting.length >= atOnce) await this.writeNext()
  }

  /** Resolves when everything is on disk. */
  async end(): Promise<void> {
    while (this.waiting.length > 0) await this.writeNext()
    await this.write(Buffer.concat([this.hash.copy().digest(), Buffer.from(lastBytes)]))
    await this.handle.sync()
  }

  private async writeNext(): Promise<void> {
    const frame = await this.waiting.shift()
    if (frame) await this.write(frame)
  }

  private async write(bytes: Buffer): Promise<void> {
    this.hash.update(bytes)
    this.bytes += bytes.length
    for (let done = 0; done < bytes.length; ) done += (await this.handle.write(bytes, done)).bytesWritten
  }
}

async function frameOf(kind: FrameKind, payload: Buffer): Promise<Buffer> {
  const body = await compress(payload, { level: 1 })
  const head = Buffer.alloc(5)
  head.writeUInt8(frameKinds[kind], 0)
  head.writeUInt32BE(body.length, 1)
  const digest = createHash('sha256').update(head).update(body).digest()
  return Buffer.concat([head, digest, body])
}
