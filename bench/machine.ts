import { execFileSync } from 'node:child_process'
import { cpus, loadavg, release, totalmem, type } from 'node:os'

/** The machine of the run. `load` is the average of the minute before the first measurement. */
type Machine = {
  cpu: string
  cores: number
  memoryGb: number
  system: string
  node: string
  postgresql: string
  load: number
  commit: string | null
}

export function machine(root: string, postgresql: string): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${type()} ${release()}`,
    node: process.version,
    postgresql,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    commit: commitOf(root),
  }
}

/** The commit, marked if files have changed; null outside a clone. */
function commitOf(root: string): string | null {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    const changed = git('status', '--porcelain') === '' ? '' : ', with changes'
    return `${git('rev-parse', '--short', 'HEAD')}${changed}`
  } catch {
    return null
  }
}

export function shownMachine(found: Machine): string {
  const busy = found.load > found.cores / 2 ? ' (busy: figures are affected)' : ''
  return [
    `${found.cpu}, ${found.cores} cores, ${found.memoryGb} GB, ${found.system}`,
    `Node ${found.node}, PostgreSQL ${found.postgresql}, load before ${found.load}${busy}`,
    ...(found.commit ? [`commit ${found.commit}`] : []),
  ].join(' · ')
}
