import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { startOf } from '@/lib/process/start-of.mjs'

/** A running process. `started` distinguishes it from a later one with the same pid. */
export type Process = { pid: number; argv: readonly string[]; started: string }

/** The running process with this pid; null if there is none. */
export function findProcess(pid: number): Process | null {
  const started = startOf(pid)
  const argv = started === null ? null : argvOf(pid)
  return started !== null && argv !== null ? { pid, argv, started } : null
}

function argvOf(pid: number): string[] | null {
  if (process.platform !== 'linux') return argvFromPs(pid)
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1)
  } catch {
    return null
  }
}

function argvFromPs(pid: number): string[] | null {
  const ps = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  const command = ps.status === 0 ? ps.stdout.trim() : ''
  const server = /^(.*\/postgres) -D (.*?) -c /.exec(command)
  if (server?.[1] && server[2]) return [server[1], '-D', server[2]]
  return command === '' ? null : [command]
}

/** Whether the same process is still running. */
export const isRunning = (known: Process): boolean => startOf(known.pid) === known.started

/** Whether this is a PostgreSQL server on the data folder, as `launchServer` starts it. */
export const isServerOf = (found: Process, data: string): boolean =>
  /(^|\/)postgres$/.test(found.argv[0] ?? '') && found.argv[1] === '-D' && found.argv[2] === data

/** Waits until the process ends; false if it is still running after `ms` milliseconds. */
export async function waitForEnd(known: Process, ms: number): Promise<boolean> {
  const until = Date.now() + ms
  while (isRunning(known)) {
    if (Date.now() > until) return false
    await new Promise((wake) => setTimeout(wake, 20))
  }
  return true
}
