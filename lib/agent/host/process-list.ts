import { readdirSync, readFileSync } from 'node:fs'

type ListedProcess = { pid: number; parent: number; group: number }

/** What /proc says about a process; null when it is gone, or a zombie, which does nothing any more. */
function readProcess(pid: number): ListedProcess | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in parentheses may itself hold spaces and parentheses.
    const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' || state === 'X' ? null : { pid, parent: Number(parent), group: Number(group) }
  } catch {
    return null
  }
}

/** Every process of this machine that is not a zombie; null where the system has no /proc. */
export function listProcesses(): ListedProcess[] | null {
  if (process.platform !== 'linux') return null
  try {
    return readdirSync('/proc').flatMap((name) =>
      /^\d+$/.test(name) ? (readProcess(Number(name)) ?? []) : [],
    )
  } catch {
    return null
  }
}

/** Whether a process was started with `name=value` in its environment; false where we cannot read that. */
export function hasVariable(pid: number, name: string, value: string): boolean {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`.includes(`\0${name}=${value}\0`)
  } catch {
    return false
  }
}

/** Differs after every start of the machine; null where the system does not say. */
export function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
  } catch {
    return null
  }
}
