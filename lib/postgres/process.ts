import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process that runs now. `started` tells it from a later one that was given the same pid. */
export type Process = { pid: number; argv: readonly string[]; started: string }

/** The running process with this pid; null when there is none. A zombie counts as none: it holds nothing. */
export function findProcess(pid: number): Process | null {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

function fromProc(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, started] = [fields[0], fields[19]]
    if (state === undefined || started === undefined || state === 'Z' || state === 'X') return null
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1)
    return { pid, argv, started }
  } catch {
    return null
  }
}

function fromPs(pid: number): Process | null {
  const ps = spawnSync('ps', ['-o', 'lstart=', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  const line = ps.status === 0 ? ps.stdout.trim() : ''
  if (line === '' || line.includes('<defunct>')) return null
  const command = line.slice(24).trim()
  const server = /^(.*\/postgres) -D (.*?) -c /.exec(command)
  const argv = server?.[1] && server[2] ? [server[1], '-D', server[2]] : [command]
  return { pid, argv, started: line.slice(0, 24) }
}

/** Whether the process still is what it was when it was found. */
export const isRunning = (known: Process): boolean => findProcess(known.pid)?.started === known.started

/** Whether this is a PostgreSQL server on that data folder, as `launchServer` starts one. */
export const isServerOf = (found: Process, data: string): boolean =>
  /(^|\/)postgres$/.test(found.argv[0] ?? '') && found.argv[1] === '-D' && found.argv[2] === data

/** Waits until the process has gone; false when it is still there after `ms` milliseconds. */
export async function waitForEnd(known: Process, ms: number): Promise<boolean> {
  const until = Date.now() + ms
  while (isRunning(known)) {
    if (Date.now() > until) return false
    await new Promise((wake) => setTimeout(wake, 20))
  }
  return true
}
