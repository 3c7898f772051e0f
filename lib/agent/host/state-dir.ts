import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

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

const owner = z.object({ pid: z.number().int(), started: z.string().nullable() })
type Owner = z.infer<typeof owner>

/** When a process was started, in the kernel's ticks; null where that cannot be read. Tells a reused pid apart. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

function isAlive(lock: Owner): boolean {
  if (lock.pid === process.pid) return lock.started === startOf(lock.pid)
  try {
    process.kill(lock.pid, 0)
  } catch (error) {
    // EPERM: it is there, but another user's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  const started = startOf(lock.pid)
  return lock.started === null || started === null || lock.started === started
}

function readOwner(file: string): Owner | null {
  try {
    return owner.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null
  } catch {
    return null
  }
}

const refuse = (dir: string, pid: number): never => {
  throw new StartError(
    `Another agent (process ${pid}) uses ${dir}. Stop it, or give this one a folder of its own with --state-dir.`,
  )
}

/** Takes the folder for this process. A lock of a dead process is taken over; returns the release. */
function lock(dir: string): () => void {
  const file = join(dir, 'lock')
  const mine = join(dir, `lock.${process.pid}`)
  writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }))
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        // link fails when the name is taken, so of two agents that start together only one gets it.
        linkSync(mine, file)
        return () => rmSync(file, { force: true })
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      }
      const holder = readOwner(file)
      if (holder && isAlive(holder)) refuse(dir, holder.pid)
      const aside = join(dir, `lock.old.${process.pid}`)
      renameSync(file, aside)
      const taken = readOwner(aside)
      // Between reading and renaming another agent may have taken over: then give its lock back.
      if (taken && isAlive(taken)) {
        linkSync(aside, file)
        rmSync(aside, { force: true })
        refuse(dir, taken.pid)
      }
      rmSync(aside, { force: true })
    }
    throw new StartError(`The lock in ${dir} could not be taken. Remove ${file} if no agent is running.`)
  } finally {
    rmSync(mine, { force: true })
  }
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
