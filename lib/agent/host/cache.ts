import { lstat, readdir, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Metrics } from './collect'
import type { Log } from './log'

const maxFiles = 200
const compress = promisify(gzip)

const stamp = (): string => new Date().toISOString().replace(/[:.]/g, '-')

/** Writes a compressed file to the cache folder and deletes the oldest beyond 200. Returns the file's name. */
export async function keepInCache(dir: string, name: string, text: string): Promise<string> {
  const file = `${name}-${stamp()}.gz`
  await writeFile(join(dir, file), await compress(text), { mode: 0o600, flag: 'wx' })
  const kept = (await readdir(dir)).filter((one) => one.endsWith('.gz'))
  if (kept.length > maxFiles) {
    const aged = await Promise.all(
      kept.map(async (one) => ({ one, at: (await lstat(join(dir, one))).mtimeMs })),
    )
    aged.sort((a, b) => a.at - b.at)
    for (const { one } of aged.slice(0, kept.length - maxFiles)) await unlink(join(dir, one))
  }
  return file
}

const samplesPerFile = 60

/** Writes every 60 samples to a file in the cache folder; the first file comes after 3. */
export function createSnapshots(dir: string, log: Log): { add: (at: string, metrics: Metrics) => void } {
  let lines: string[] = []
  let first = true
  const flush = (): void => {
    const text = lines.join('')
    lines = []
    first = false
    keepInCache(dir, 'snapshots', text).catch((error: unknown) => {
      log.warn(`Could not save a snapshot: ${error instanceof Error ? error.message : String(error)}`)
    })
  }
  return {
    add: (at, metrics) => {
      lines.push(`${JSON.stringify({ at, ...metrics })}\n`)
      if (lines.length >= (first ? 3 : samplesPerFile)) flush()
    },
  }
}
