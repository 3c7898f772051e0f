import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { takeLock } from '@/lib/process/file-lock.mjs'

/** Why the agent cannot start; the message says what to do. Exit code 2: invalid option or file; 1: anything else. */
export class StartError extends Error {
  override name = 'StartError'
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message)
  }
}

export function defaultStateDir(env: Readonly<Record<string, string | undefined>>): string {
  const base = env.XDG_STATE_HOME?.startsWith('/') ? env.XDG_STATE_HOME : join(homedir(), '.local', 'state')
  return join(base, 'hakim-agent')
}

/** Locks the folder for this process; returns the release. */
function lock(dir: string): () => void {
  const { release, holder } = takeLock(join(dir, 'lock'))
  if (release) return release
  throw new StartError(
    `Another agent (process ${holder}) uses ${dir}. Stop it, or give this agent its own folder with --state-dir.`,
  )
}

export type StateDir = { path: string; reports: string; cache: string; outbox: string; release: () => void }

/** Makes the agent's folder (mode 700) with its parts and locks it. Throws StartError. */
export function openStateDir(dir: string): StateDir {
  const path = resolve(dir)
  const parts = { reports: join(path, 'reports'), cache: join(path, 'cache'), outbox: join(path, 'outbox') }
  try {
    for (const part of [path, ...Object.values(parts)]) mkdirSync(part, { recursive: true, mode: 0o700 })
    chmodSync(path, 0o700)
    return { path, ...parts, release: lock(path) }
  } catch (error) {
    if (error instanceof StartError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(
      `Cannot use the state folder ${path}: ${reason}. Choose a writable one with --state-dir.`,
    )
  }
}

/** Writes a file atomically: readers, and whatever is left after a crash, have the old text or the new one. */
export function writeWhole(file: string, text: string): void {
  const next = `${file}.next`
  writeFileSync(next, text, { mode: 0o600, flush: true })
  renameSync(next, file)
}
