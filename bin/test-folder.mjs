import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const tmpfs = 0x01021994
const gib = 2 ** 30
/** A whole run has up to half of this in temporary files at once. */
const neededGib = 4
/** A file that says that the process with this id uses the folder. */
const marker = /^run-(\d+)$/

/**
 * Runs `use` with a folder for temporary files in memory, where databases are copied nine times as fast, or with null where
 * the system has none that is large enough. Runs share the folder, so that each finds the databases that a killed one left
 * running; the last one that ends removes it.
 * @template T
 * @param {(folder: string | null) => Promise<T>} use
 */
export async function withFolderInMemory(use) {
  const folder = hasMemory() ? `/dev/shm/hakim-tests-${process.getuid?.()}` : null
  if (folder === null) return use(null)
  mkdirSync(folder, { recursive: true })
  // As /tmp: PostgreSQL does not run as root, and its own user must be able to enter.
  chmodSync(folder, 0o1777)
  const own = join(folder, `run-${process.pid}`)
  writeFileSync(own, '')
  try {
    return await use(folder)
  } finally {
    rmSync(own)
    if (!isUsed(folder)) remove(folder)
  }
}

function hasMemory() {
  try {
    const { type, bavail, bsize } = statfsSync('/dev/shm')
    const [, available] = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8')) ?? []
    return (
      type === tmpfs && bavail * bsize >= neededGib * gib && Number(available) * 1024 >= 2 * neededGib * gib
    )
  } catch {
    // Not Linux.
    return false
  }
}

/** @param {string} folder */
const isUsed = (folder) =>
  readdirSync(folder).some((name) => {
    const [, pid] = marker.exec(name) ?? []
    return pid !== undefined && isRunning(Number(pid))
  })

/** @param {string} folder */
function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // What a killed run left running still writes there; the next run removes it.
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
