import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { openRegular } from '@/lib/kernel/files/regular-file'
import { StartError } from './start-error'

// The files of the state folder. None is opened through a symbolic link: whoever could plant one would choose what the agent
// reads, or which file of its user it overwrites.

const { O_APPEND, O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants

/**
 * Makes a folder (mode 700) if there is none; returns whether it did. Throws StartError if it is a link or somebody else's, and
 * otherwise what the system says.
 */
export function keepOwnFolder(path: string): boolean {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new StartError(
      `${path} is a symbolic link (to ${readlinkSync(path)}), and the agent follows none in its state folder. Remove it, or give the folder itself with --state-dir.`,
    )
  const made = mkdirSync(path, { recursive: true, mode: 0o700 }) !== undefined
  const me = process.geteuid?.()
  // Windows has no such owners and modes.
  if (me === undefined) return made
  const fd = openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
  try {
    const { uid } = fstatSync(fd)
    if (uid !== me)
      throw new StartError(
        `${path} belongs to user ${uid}, and the agent runs as user ${me}. Give the agent a folder of its own with --state-dir, or run it as that user.`,
      )
    fchmodSync(fd, 0o700)
  } finally {
    closeSync(fd)
  }
  return made
}

/** The content of a file. Throws, also for a link. */
export function readOwn(file: string): Buffer {
  const fd = openRegular(file, O_NOFOLLOW)
  try {
    return readFileSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** Writes a new file (mode 600) to the disk. What has its name is removed before, and not written to. */
export function writeOwn(file: string, content: string | Buffer): void {
  rmSync(file, { force: true })
  const fd = openSync(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    writeFileSync(fd, content)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** Opens a file (mode 600) to append to it. */
export const appendToOwn = (file: string): number =>
  openSync(file, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)

/** Appends to a file (mode 600), and returns once that is on the disk. */
export function appendOwn(file: string, content: string): void {
  const fd = appendToOwn(file)
  try {
    writeFileSync(fd, content)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** The names in a folder, such as of a new file, are on the disk when this returns. */
export function syncFolder(path: string): void {
  const fd = openSync(path, O_RDONLY | O_DIRECTORY)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
