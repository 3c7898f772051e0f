/** Whether a revision approves anything: `waits` until its start, `replaced` by a later one that was signed. */
export type PolicyState = 'waits' | 'in force' | 'over' | 'ended' | 'replaced'
export const policyStates = ['waits', 'in force', 'over', 'ended', 'replaced'] as const

/** @param now in milliseconds since 1970 */
export function policyState(
  revision: { starts: Date; ends: Date; ended_at: Date | null; is_last: boolean },
  now: number,
): PolicyState {
  if (revision.ended_at) return revision.is_last ? 'ended' : 'replaced'
  if (revision.ends.getTime() <= now) return 'over'
  return now < revision.starts.getTime() ? 'waits' : 'in force'
}

export const policyStateNames: Record<PolicyState, string> = {
  waits: 'Not started',
  'in force': 'In force',
  over: 'Over',
  ended: 'Ended',
  replaced: 'Replaced',
}

/** Whether it approves something, now or later. */
export const isOpen = (state: PolicyState): boolean => state === 'in force' || state === 'waits'
