import { chmodSync, mkdirSync, readFileSync, rmdirSync, statfsSync } from 'node:fs'

const tmpfs = 0x01021994
const gib = 2 ** 30
/** A whole run has up to this much in temporary files at once. */
const neededGib = 4

/**
 * Runs `use` with a folder for temporary files in memory, where databases are copied nine times as fast, or with null where
 * the system has none that is large enough. Runs share the folder, so that each finds what a killed one left behind.
 * @template T
 * @param {(folder: string | null) => Promise<T>} use
 */
export async function withFolderInMemory(use) {
  const folder = hasMemory() ? `/dev/shm/hakim-tests-${process.getuid?.()}` : null
  if (folder === null) return use(null)
  mkdirSync(folder, { recursive: true })
  // As /tmp: PostgreSQL does not run as root, and its own user must be able to enter.
  chmodSync(folder, 0o1777)
  try {
    return await use(folder)
  } finally {
    removeIfEmpty(folder)
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
function removeIfEmpty(folder) {
  try {
    rmdirSync(folder)
  } catch {
    // Another run is using it.
  }
}
