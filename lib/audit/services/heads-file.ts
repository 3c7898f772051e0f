import { closeSync, fstatSync, readSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Head, readHead } from '@/lib/audit/domain/export'
import { openRegular } from '@/lib/kernel/files/regular-file'

/** Where the heads of the audit log are kept, outside the database. */
export const headsFile = (dataDir: string): string => join(dataDir, 'audit', 'heads.ndjson')

const tailBytes = 8_192

/** The last complete head in the file; null if there is none, or no file. */
export function lastHead(file: string): Head | null {
  let fd: number
  try {
    fd = openRegular(file)
  } catch {
    return null
  }
  try {
    const { size } = fstatSync(fd)
    const tail = Buffer.alloc(Math.min(size, tailBytes))
    readSync(fd, tail, 0, tail.length, size - tail.length)
    const heads = tail.toString('utf8').split('\n').map(readHead)
    return heads.findLast((head) => head !== null) ?? null
  } finally {
    closeSync(fd)
  }
}

/** Appends lines and waits until they are on disk; only the file's owner can read it. */
export async function appendHeads(file: string, heads: readonly Head[]): Promise<void> {
  if (heads.length === 0) return
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'a+', 0o600)
  try {
    // Ends a line that a kill cut off, so that it does not spoil the next one.
    const { size } = await handle.stat()
    const last = Buffer.alloc(1)
    if (size > 0) await handle.read(last, 0, 1, size - 1)
    const lines = heads.map((head) => `${JSON.stringify(head)}\n`).join('')
    await handle.appendFile(size > 0 && last.toString() !== '\n' ? `\n${lines}` : lines)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
