import { sleep } from './wait'

const signalGroup = (group: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    process.kill(-group, signal)
    return true
  } catch {
    return false
  }
}

/**
 * Ends a process group, including children that outlive the leader: SIGTERM, then SIGKILL for what is left after
 * `graceMs`. Resolves when the group is empty or was killed.
 */
export async function endGroup(group: number, graceMs: number): Promise<void> {
  signalGroup(group, 'SIGTERM')
  const until = performance.now() + graceMs
  while (signalGroup(group, 0)) {
    if (performance.now() >= until) {
      signalGroup(group, 'SIGKILL')
      return
    }
    await sleep(25)
  }
}

const passedOn = new Set(['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'TZ', 'TMPDIR'])

/** The part of the agent's environment that a command gets, without the token. */
export function childEnv(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = { ...env, LANG: env.LANG ?? 'C.UTF-8' }
  for (const key of Object.keys(kept)) if (!passedOn.has(key)) Reflect.deleteProperty(kept, key)
  return kept
}
