import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { takeLock } from '@/lib/process/file-lock.mjs'

/** What keeps the agent from starting; the message says what to do. Exit code 2: a wrong option or file, 1: the rest. */
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

/** Takes the folder for this process; returns what gives it back. */
function lock(dir: string): () => void {
  const { release, holder } = takeLock(join(dir, 'lock'))
  if (release) return release
  throw new StartError(
    `Another agent (process ${holder}) uses ${dir}. Stop it, or give this one a folder of its own with --state-dir.`,
  )
}

export type StateDir = { path: string; reports: string; cache: string; outbox: string; release: () => void }

/** Makes the agent's folder (mode 700) with its parts and takes it. Throws StartError with what to do. */
export function openStateDir(given: string): StateDir {
  const path = resolve(given)
  const parts = { reports: join(path, 'reports'), cache: join(path, 'cache'), outbox: join(path, 'outbox') }
  try {
    for (const part of [path, ...Object.values(parts)]) mkdirSync(part, { recursive: true, mode: 0o700 })
    chmodSync(path, 0o700)
    return { path, ...parts, release: lock(path) }
  } catch (error) {
    if (error instanceof StartError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(
      `The state folder ${path} cannot be used: ${reason}. Give a writable one with --state-dir.`,
    )
  }
}

/** Writes a small file so that a reader, or a crash, sees the old text or the new one, never half of it. */
export function writeWhole(file: string, text: string): void {
  const next = `${file}.next`
  writeFileSync(next, text, { mode: 0o600, flush: true })
  renameSync(next, file)
}
