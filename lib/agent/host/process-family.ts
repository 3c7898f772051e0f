import { inCgroup } from './job-cgroup'
import { endGroup } from './process-group'
import { hasVariable, listProcesses } from './process-list'
import { sleep } from './wait'

/** The variable that marks each process of a job's command. Children inherit it, in sessions of their own as well. */
export const jobVariable = 'HAKIM_JOB_ID'

/** What a job's command started: its process group (null: unknown), and whatever carries the job's mark or is in its cgroup. */
export type Family = { jobId: string; group: number | null }

export type FamilyEnd = {
  /** The processes that were found running. */
  found: number[]
  /** Those that could not be ended. */
  left: number[]
  /** False where the system has no /proc: only the process group was ended. */
  complete: boolean
}

/**
 * The processes of the family: its group, its cgroup, what was started with its mark, and the children of all these. Null
 * where the system has no /proc. Without a cgroup, a process that cleared its environment, has a session of its own and has
 * lost its parent is not found.
 */
function membersOf({ jobId, group }: Family): number[] | null {
  const all = listProcesses()
  if (all === null) return null
  const others = all.filter(({ pid }) => pid !== process.pid)
  const members = new Set(
    others
      .filter(
        (one) => one.group === group || hasVariable(one.pid, jobVariable, jobId) || inCgroup(one.pid, jobId),
      )
      .map(({ pid }) => pid),
  )
  for (let size = -1; size !== members.size; ) {
    size = members.size
    for (const { pid, parent } of others) if (members.has(parent)) members.add(pid)
  }
  return [...members]
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended, or belongs to another user; the next look tells.
  }
}

/** How long to wait for processes after SIGKILL: one that waits for a device ends only later. */
const killPatienceMs = 2_000

/**
 * Ends a family: SIGTERM once to each process, SIGKILL to what is left after `graceMs`. Resolves when none is left, or
 * with those that did not end.
 */
export async function endFamily(family: Family, graceMs: number): Promise<FamilyEnd> {
  const found = new Set<number>()
  const killAt = performance.now() + graceMs
  for (;;) {
    const members = membersOf(family)
    if (members === null) {
      if (family.group !== null) await endGroup(family.group, graceMs)
      return { found: [], left: [], complete: false }
    }
    const now = performance.now()
    if (members.length === 0 || now >= killAt + killPatienceMs)
      return { found: [...found], left: members, complete: true }
    for (const pid of members) {
      if (now >= killAt) signalProcess(pid, 'SIGKILL')
      else if (!found.has(pid)) signalProcess(pid, 'SIGTERM')
      found.add(pid)
    }
    await sleep(50)
  }
}
