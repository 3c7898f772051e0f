import { createHash } from 'node:crypto'
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { step } from './step.mjs'

const BEAT_MS = 1000
/** A file that its owner no longer touches belongs to nobody, whoever has that pid now. */
const STALE_MS = 15_000

/**
 * Runs the work while no other process does the same for this folder: two installations at once would spoil it.
 * @param {string} root
 * @param {() => Promise<void>} work
 */
export async function onlyOne(root, work) {
  const name = createHash('sha256').update(`${root}\0${userInfo().uid}`).digest('hex').slice(0, 16)
  const file = join(tmpdir(), `hakim-prepare-${name}`)
  if (!take(file)) {
    await step(`Waiting for another Hakim that prepares ${root} (process ${holderOf(file)})`, async () => {
      while (!take(file)) await new Promise((wake) => setTimeout(wake, 200))
    })
  }
  const beat = setInterval(() => touch(file), BEAT_MS)
  try {
    await work()
  } finally {
    clearInterval(beat)
    rmSync(file, { force: true })
  }
}

/** @param {string} file */
function take(file) {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return true
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    if (isHeld(file)) return false
    rmSync(file, { force: true })
  }
  return false
}

/** @param {string} file */
function isHeld(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > STALE_MS) return false
    process.kill(holderOf(file), 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** @param {string} file */
function holderOf(file) {
  // A file that was created but not yet written names nobody; -1 would signal every process.
  return Number(readFileSync(file, 'utf8')) || process.pid
}

/** @param {string} file */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // Gone: the next start simply finds no file.
  }
}
