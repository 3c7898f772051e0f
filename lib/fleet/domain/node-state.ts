import type { HealthStatus } from '@/lib/reports/domain/report'

/** The state shown for a node: the status it reported, or Silent if it has not reported for too long. */
export type NodeState = HealthStatus | 'Silent' | (string & {})

/** Worst first: the order of the fleet page. Any other status ranks with Unknown. */
export const stateOrder = ['Error', 'Silent', 'Warning', 'Unknown', 'Healthy'] as const

export const stateRank = (state: NodeState): number => {
  const order: readonly string[] = stateOrder
  const rank = order.indexOf(state)
  return rank === -1 ? order.indexOf('Unknown') : rank
}

/** When a node counts as silent; SQL uses the same numbers. */
export const silence = { missedReports: 3, leastSeconds: 60, unknownCadenceSeconds: 900 } as const

/** Silent after three missed reports, never sooner than a minute; 15 minutes while the cadence is unknown. */
export const silentAfterSeconds = (cadenceSeconds: number | null): number =>
  cadenceSeconds === null
    ? silence.unknownCadenceSeconds
    : Math.max(silence.leastSeconds, silence.missedReports * cadenceSeconds)

/** A report this far ahead of the server's clock means that the node's clock is wrong. */
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
