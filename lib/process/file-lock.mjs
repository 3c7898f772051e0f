import {
  closeSync,
  constants,
  existsSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { startOf } from './start-of.mjs'

// Plain JavaScript with Node's own modules: the launcher takes a lock before anything is installed or built.

const pause = new Int32Array(new SharedArrayBuffer(4))

/** @typedef {{ release: () => void, holder: null } | { release: null, holder: number }} Taken */

/**
 * Takes a file for this process alone. It names its holder by pid and start time, so that neither a killed holder
 * nor another process with its pid blocks anybody.
 * @param {string} file
 * @returns {Taken} how to release the file, or the pid of its holder
 */
export function takeLock(file) {
  const mine = `${process.pid} ${startOf(process.pid) ?? ''}\n`
  for (;;) {
    if (create(file, mine)) return { release: () => removeIf(file, mine), holder: null }
    const held = read(file)
    if (held === null) continue
    const holder = livingHolder(held)
    if (holder !== null) return { release: null, holder }
    // One at a time: a slow starter would otherwise remove the lock of whoever has taken over before it.
    const removal = takeLock(`${file}.removal`)
    if (removal.release === null) {
      Atomics.wait(pause, 0, 0, 5)
      continue
    }
    try {
      removeIf(file, held)
    } finally {
      removal.release()
    }
  }
}

/**
 * The pid of the living process that holds the file; null if none does, or the file cannot be read.
 * @param {string} file
 * @returns {number | null}
 */
export function holderOf(file) {
  try {
    return livingHolder(read(file) ?? '')
  } catch {
    return null
  }
}

/**
 * The file appears with its whole content or not at all; false when it is there already.
 * @param {string} file
 * @param {string} content
 */
function create(file, content) {
  const draft = `${file}.${process.pid}`
  rmSync(draft, { force: true })
  // A new file, never one that a link of that name leads to.
  writeFileSync(draft, content, { mode: 0o644, flag: 'wx' })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * @param {string} file
 * @param {string} content
 */
function removeIf(file, content) {
  if (read(file) === content) rmSync(file, { force: true })
}

/**
 * @param {string} file
 * @returns {string | null} null when there is none
 */
function read(file) {
  try {
    // A link would be somebody else's.
    const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW)
    try {
      return readFileSync(fd, 'utf8')
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** @param {string} held */
function livingHolder(held) {
  const [, digits, started] = /^(\d{1,10}) (.*)$/m.exec(held) ?? []
  const pid = Number(digits)
  if (!(pid > 0)) return null
  const now = startOf(pid)
  return (now === null ? isHidden(pid) : now === started) ? pid : null
}

/**
 * Whether another user's process runs with this pid, about which /proc reveals nothing.
 * @param {number} pid
 */
function isHidden(pid) {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return codeOf(error) === 'EPERM' && !existsSync(`/proc/${pid}`)
  }
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : undefined)
