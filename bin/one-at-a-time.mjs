import { createHash } from 'node:crypto'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { takeLock } from '../lib/process/file-lock.mjs'
import { withProgress } from './progress.mjs'

/**
 * Runs the work while no other process does the same for this folder, which concurrent installations would break.
 * @param {string} root
 * @param {() => Promise<void>} work
 */
export async function oneAtATime(root, work) {
  const name = createHash('sha256').update(`${root}\0${userInfo().uid}`).digest('hex').slice(0, 16)
  const file = join(tmpdir(), `hakim-prepare-${name}`)
  let lock = takeLock(file)
  if (lock.release === null) {
    await withProgress(
      `Waiting for another Hakim that is preparing ${root} (process ${lock.holder})`,
      async () => {
        while (lock.release === null) {
          await new Promise((wake) => setTimeout(wake, 200))
          lock = takeLock(file)
        }
      },
    )
  }
  try {
    await work()
  } finally {
    lock.release?.()
  }
}
