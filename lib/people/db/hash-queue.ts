/** How many may wait for their turn. */
const most = 40

/** Too many passwords wait to be hashed; lib/kernel/database-down.ts says so to the caller. */
class HashingBusy extends Error {
  override name = 'HashingBusy'
}

type Queue = { running: boolean; waiting: (() => void)[] }

// On globalThis: one process has several copies of this module.
const shared: typeof globalThis & { hakimHashQueue?: Queue } = globalThis
shared.hakimHashQueue ??= { running: false, waiting: [] }
const queue = shared.hakimHashQueue

/**
 * Hashes one password at a time: each takes a processor for 20 ms and 19 MB, and strangers decide how many there are. Throws
 * HashingBusy at once if too many wait.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (queue.running) {
    if (queue.waiting.length >= most) throw new HashingBusy()
    await new Promise<void>((turn) => queue.waiting.push(turn))
  }
  queue.running = true
  try {
    return await work()
  } finally {
    const next = queue.waiting.shift()
    if (next) next()
    else queue.running = false
  }
}
