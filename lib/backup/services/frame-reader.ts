import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { type FrameKind, firstBytes, frameKinds, lastBytes } from '@/lib/backup/domain/manifest'
import { altered, noBackup, torn } from '@/lib/backup/domain/refused'
import { mustBeRegular, withoutWaiting } from '@/lib/kernel/files/regular-file'

export type Frame = { kind: FrameKind; payload: Buffer }

const decompress = promisify(inflateRaw)

/** While one frame is used, others are decompressed on other threads. */
const atOnce = 3
/** Frames are written with a megabyte; what says more was not written by Hakim. */
const mostBytes = 16 * 1024 * 1024
const digestLength = 32

const kindOf = new Map<number, FrameKind>([
  [frameKinds.header, 'header'],
  [frameKinds.tableHead, 'tableHead'],
  [frameKinds.rows, 'rows'],
  [frameKinds.tableEnd, 'tableEnd'],
  [frameKinds.end, 'end'],
])

/** The frames of a file. The last one comes only once the digest of the whole file has been compared. */
export async function* readFrames(file: string): AsyncGenerator<Frame> {
  const handle = await open(file, withoutWaiting)
  try {
    mustBeRegular(file, await handle.stat())
    const input = new Input(file, handle)
    await input.open()
    const ahead: Promise<Frame>[] = []
    for (let ended = false; ; ) {
      while (!ended && ahead.length < atOnce) {
        const raw = await input.nextFrame()
        ended = raw.kind === 'end'
        const frame = inflated(file, raw)
        frame.catch(() => undefined)
        ahead.push(frame)
      }
      const frame = ahead.shift()
      if (!frame) return
      yield await frame
    }
  } finally {
    await handle.close()
  }
}

async function inflated(file: string, { kind, payload }: Frame): Promise<Frame> {
  try {
    return { kind, payload: await decompress(payload, { maxOutputLength: mostBytes }) }
  } catch {
    throw altered(file, 'a part of it cannot be decompressed')
  }
}

class Input {
  private readonly hash = createHash('sha256')
  private at = 0
  private size = 0

  constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
  ) {}

  /** Looks at both ends, so that a file that is torn or not a backup is refused before anything is done. */
  async open(): Promise<void> {
    this.size = (await this.handle.stat()).size
    if (this.size < firstBytes.length) throw noBackup(this.file)
    if ((await this.take(firstBytes.length)).toString('latin1') !== firstBytes) throw noBackup(this.file)
    const tail = Buffer.alloc(lastBytes.length)
    await this.handle.read(tail, 0, tail.length, Math.max(0, this.size - tail.length))
    if (tail.toString('latin1') !== lastBytes) throw torn(this.file)
  }

  async nextFrame(): Promise<Frame> {
    const head = await this.take(5)
    const kind = kindOf.get(head.readUInt8(0))
    const length = head.readUInt32BE(1)
    if (!kind || length > mostBytes) throw altered(this.file, 'a part of it has no meaning')
    const written = await this.take(digestLength)
    const payload = await this.take(length)
    const digest = createHash('sha256').update(head).update(payload).digest()
    if (!digest.equals(written)) throw altered(this.file, 'the digest of a part does not match')
    if (kind === 'end') await this.compareDigest()
    return { kind, payload }
  }

  private async compareDigest(): Promise<void> {
    const ours = this.hash.copy().digest()
    const written = await this.take(digestLength)
    if (!ours.equals(written)) throw altered(this.file, 'its digest does not match')
    if (this.at + lastBytes.length !== this.size) throw altered(this.file, 'something follows its end')
  }

  private async take(length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length)
    for (let done = 0; done < length; ) {
      const { bytesRead } = await this.handle.read(bytes, done, length - done, this.at + done)
      if (bytesRead === 0) throw torn(this.file)
      done += bytesRead
    }
    this.at += length
    this.hash.update(bytes)
    return bytes
  }
}
