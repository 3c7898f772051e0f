import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * When the process with this pid was started, as the system reports it, to distinguish it from a later one with the same
 * pid. Null when there is none. A zombie counts as none: it holds nothing.
 * @param {number} pid
 * @returns {string | null}
 */
export function startOf(pid) {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

/** @param {number} pid */
function fromProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

/** @param {number} pid */
function fromPs(pid) {
  const ps = spawnSync('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  const [, state, started] = /^(\S+)\s+(.+)$/.exec(ps.status === 0 ? ps.stdout.trim() : '') ?? []
  return started === undefined || state?.startsWith('Z') ? null : started
}
