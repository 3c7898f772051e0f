import type { HealthStatus } from '@/lib/reports/domain/report'

/** What a node is shown as: its own word, or Silent when it has not reported for too long. */
export type NodeState = HealthStatus | 'Silent' | (string & {})

/** Worst first: the order of the fleet page. A word that is not in the list ranks with Unknown. */
export const stateOrder = ['Error', 'Silent', 'Warning', 'Unknown', 'Healthy'] as const

export const stateRank = (state: NodeState): number => {
  const order: readonly string[] = stateOrder
  const rank = order.indexOf(state)
  return rank === -1 ? order.indexOf('Unknown') : rank
}

/** When a node counts as silent; lists decide it in SQL from these same numbers. */
export const silence = { missedReports: 3, leastSeconds: 60, unknownCadenceSeconds: 900 } as const

/** Silent after three missed reports, never sooner than a minute; 15 minutes while the cadence is unknown. */
export const silentAfterSeconds = (cadenceSeconds: number | null): number =>
  cadenceSeconds === null
    ? silence.unknownCadenceSeconds
    : Math.max(silence.leastSeconds, silence.missedReports * cadenceSeconds)

/** Reports this far ahead of the server's clock are marked: the node's clock is wrong. */
export const clockSkewSeconds = 60

export function nodeState(input: {
  status: string | null
  reportedAt: Date | null
  cadenceSeconds: number | null
  now: Date
}): NodeState {
  if (input.status === null || input.reportedAt === null) return 'Unknown'
  const age = (input.now.getTime() - input.reportedAt.getTime()) / 1_000
  return age > silentAfterSeconds(input.cadenceSeconds) ? 'Silent' : input.status
}
