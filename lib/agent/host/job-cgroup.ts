import { mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const prefix = 'hakim-job-'

/** The folder of this process's own cgroup v2; null where the system has none. Throws where it has no /proc. */
function ownCgroup(): string | null {
  const [, path] = /^0::(\/.*)$/m.exec(readFileSync('/proc/self/cgroup', 'latin1')) ?? []
  // 41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 …: what is mounted of the tree, and where.
  const mounts = readFileSync('/proc/self/mountinfo', 'latin1')
  const [, root = '', folder] = /^\d+ \d+ \S+ (\S+) (\S+) .* - cgroup2 /m.exec(mounts) ?? []
  const top = root === '/' ? '' : root
  if (path === undefined || folder === undefined || !path.startsWith(top)) return null
  return join(folder, path.slice(top.length))
}

/** Removes one; the system keeps it while something of a command that has ended runs in the background. */
function remove(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // The next job tries again.
  }
}

/** Removes what earlier jobs have left. A new one is empty until its process has come. */
function removeOld(own: string): void {
  for (const name of readdirSync(own).filter((one) => one.startsWith(prefix))) {
    const folder = join(own, name)
    const since = statSync(folder, { throwIfNoEntry: false })?.ctimeMs ?? 0
    if (Date.now() - since > 60_000) remove(folder)
  }
}

/**
 * Makes a cgroup of the job's own; null where the agent may not: it takes root or a delegated cgroup. Whatever a process in it
 * starts stays in it, also in a session of its own and without a parent or its environment.
 */
export function makeCgroup(jobId: string): string | null {
  try {
    const own = ownCgroup()
    if (own === null) return null
    removeOld(own)
    const folder = join(own, prefix + jobId)
    mkdirSync(folder)
    return folder
  } catch {
    return null
  }
}

/** A command as run in that cgroup. A shell enters it first and then becomes the command, so that no child can be earlier. */
export const inCgroupFirst = (folder: string, argv: readonly string[]): [string, ...string[]] => [
  ...([
    '/bin/sh',
    '-c',
    '{ echo $$ > "$0"; } 2> /dev/null; exec "$@"',
    join(folder, 'cgroup.procs'),
  ] as const),
  ...argv,
]

/** After the end of the job. */
export function removeCgroup(jobId: string): void {
  try {
    const own = ownCgroup()
    if (own !== null) remove(join(own, prefix + jobId))
  } catch {
    // There is none.
  }
}

/** Whether a process is in the job's cgroup, whichever agent has made it; false where we cannot read that. */
export function inCgroup(pid: number, jobId: string): boolean {
  try {
    const [, path = ''] = /^0::(.*)$/m.exec(readFileSync(`/proc/${pid}/cgroup`, 'latin1')) ?? []
    return path.split('/').includes(prefix + jobId)
  } catch {
    return false
  }
}
