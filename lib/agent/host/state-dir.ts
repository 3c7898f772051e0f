import { mkdirSync, readdirSync, renameSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { holderOf, takeLock } from '@/lib/process/file-lock.mjs'
import { keepOwnFolder, writeOwn } from './own-files'
import { StartError } from './start-error'

export function defaultStateDir(env: Readonly<Record<string, string | undefined>>): string {
  const base = env.XDG_STATE_HOME?.startsWith('/') ? env.XDG_STATE_HOME : join(homedir(), '.local', 'state')
  return join(base, 'hakim-agent')
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

export type StateDir = {
  path: string
  reports: string
  cache: string
  outbox: string
  /**
   * Makes again what has vanished of the folder, and locks it if that was not possible before. Throws StartError if another
   * agent uses it, or if it is a link or somebody else's by now.
   */
  keep: () => void
  release: () => void
}

/**
 * Makes the agent's folder (mode 700) with its parts and locks it. On a full disk the agent goes on in memory until `keep`
 * succeeds. Throws StartError.
 */
export function openStateDir(dir: string, warn: (message: string) => void): StateDir {
  const path = resolve(dir)
  const parts = { reports: join(path, 'reports'), cache: join(path, 'cache'), outbox: join(path, 'outbox') }
  const lockFile = join(path, 'lock')
  let release: (() => void) | null = null
  let failing = false

  const make = (): boolean => {
    const made = [path, ...Object.values(parts)].map(keepOwnFolder)
    if (release && holderOf(lockFile) === process.pid) return false
    const taken = takeLock(lockFile)
    const isAgain = release !== null
    release = taken.release
    if (taken.holder !== null) throw inUse(path, taken.holder)
    return isAgain && made.includes(true)
  }
  const keep = (isStart: boolean): void => {
    try {
      if (make()) warn(`The state folder ${path} had vanished and was made again.`)
      if (failing) warn(`The state folder ${path} can be used again.`)
      failing = false
    } catch (error) {
      if (error instanceof StartError) throw error
      const reason = error instanceof Error ? error.message : String(error)
      if (isStart && !isFull(error))
        throw new StartError(
          `Cannot use the state folder ${path}: ${reason}. Choose a writable one with --state-dir.`,
        )
      const holder = holderOf(lockFile)
      if (holder !== null && holder !== process.pid) throw inUse(path, holder)
      if (!failing) warn(`The state folder ${path} cannot be written (${reason}); state is kept in memory.`)
      failing = true
    }
  }
  keep(true)
  return { path, ...parts, keep: () => keep(false), release: () => release?.() }
}

const inUse = (path: string, holder: number): StartError =>
  new StartError(
    `Another agent (process ${holder}) uses ${path}. Stop it, or give this agent its own folder with --state-dir.`,
  )

/** What is in a folder; nothing if it could not be made or has vanished. */
export function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir)
  } catch {
    return []
  }
}

/**
 * Writes a file atomically: readers, and whatever is left after a crash, have the old text or the new one. Makes its
 * folder again if that has vanished.
 */
export function writeWhole(file: string, text: string): void {
  const next = `${file}.next`
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeOwn(next, text)
  renameSync(next, file)
}
