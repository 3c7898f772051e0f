import { randomUUID } from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from './own-files'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants

/**
 * Replaces a file, or the one that a link names, with another of the same owner and mode: whoever reads it, and whatever is left after a crash, has the old text
 * or the new one. Throws what the system says; the file is then as it was.
 */
export function replaceFile(path: string, text: string): void {
  const file = realpathSync(path)
  const { uid, gid, mode } = statSync(file)
  const next = `${file}.${randomUUID()}`
  const fd = openSync(next, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    writeFileSync(fd, text)
    const made = fstatSync(fd)
    if (made.uid !== uid || made.gid !== gid) fchownSync(fd, uid, gid)
    fchmodSync(fd, mode & 0o7777)
    fsyncSync(fd)
  } catch (error) {
    rmSync(next, { force: true })
    throw error
  } finally {
    closeSync(fd)
  }
  try {
    renameSync(next, file)
  } catch (error) {
    rmSync(next, { force: true })
    throw error
  }
  try {
    syncFolder(dirname(file))
  } catch {
    // It has been replaced; only a power failure within seconds could bring the old text back.
  }
}
