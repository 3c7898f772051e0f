import { closeSync, fstatSync, readFileSync } from 'node:fs'
import { openRegular } from '@/lib/kernel/files/regular-file'

type Owned = { uid: number; mode: number }

/**
 * Why somebody else could read or change a file with a secret; null if nobody could. A file of root may be readable by its group, since
 * an agent that is not root has to read it somehow; systemd's credentials look like that.
 * @param me the agent's user
 */
export function privateFileProblem({ uid, mode }: Owned, me: number): string | null {
  if (uid !== 0 && uid !== me) return `belongs to user ${uid}, and must belong to root or user ${me}`
  const open = uid === 0 && me !== 0 ? 0o037 : 0o077
  if ((mode & open) === 0) return null
  return `has mode ${(mode & 0o7777).toString(8).padStart(4, '0')}, and only its owner may read it: chmod 600`
}

/** The text of a file that nobody else can read. Throws an Error that says what to do. */
export function readPrivateFile(file: string): string {
  const fd = openRegular(file)
  try {
    const me = process.geteuid?.()
    // Windows has no such owners and modes.
    const problem = me === undefined ? null : privateFileProblem(fstatSync(fd), me)
    if (problem !== null) throw new Error(`It ${problem}.`)
    return readFileSync(fd, 'utf8')
  } finally {
    closeSync(fd)
  }
}
