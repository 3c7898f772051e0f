import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from './own-files'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants

/**
 * Replaces a file with another of the same owner and mode: whoever reads it, and whatever is left after a crash, has the old text
 * or the new one. Throws what the system says; the file is then as it was.
 */
export function replaceFile(file: string, text: string): void {
  const { uid, gid, mode } = statSync(file)
  const next = `${file}.next`
  // What an interrupted one has left.
  rmSync(next, { force: true })
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
  renameSync(next, file)
  syncFolder(dirname(file))
}
