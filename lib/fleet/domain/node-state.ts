import { visibleLine } from '@/lib/kernel/text/visible-text'
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

/** A node flaps while its last eight changes of status lie within two hours: it is neither well nor ill for long. */
export const flapping = { changes: 8, seconds: 7_200 } as const

/** A state in words: another program may have written an empty one, or one that nobody could read. */
export const stateName = (state: NodeState): string => (state === '' ? 'empty status' : visibleLine(state))

const symbols: Record<string, string> = { Healthy: '●', Warning: '▲', Error: '■', Silent: '◌' }

/** The shape of a state as one character, for places that hold only text. */
export const stateSymbol = (state: NodeState): string =>
  (Object.hasOwn(symbols, state) ? symbols[state] : undefined) ?? '◆'

/** When a node counts as silent; SQL uses the same numbers. */
export const silence = { missedReports: 3, leastSeconds: 60, unknownCadenceSeconds: 900 } as const

/** Silent after three missed reports, never sooner than a minute; 15 minutes while the cadence is unknown. */
export const silentAfterSeconds = (cadenceSeconds: number | null): number =>
  cadenceSeconds === null
    ? silence.unknownCadenceSeconds
    : Math.max(silence.leastSeconds, silence.missedReports * cadenceSeconds)

/** How often a node makes contact and how often it samples, both learned; `intervalSeconds` is what its agent says. */
export type Rhythm = {
  contactSeconds: number | null
  cadenceSeconds: number | null
  intervalSeconds: number | null
}

/**
 * Silent once the next contact is overdue by two samples or a quarter of the usual gap. That is three missed reports for a
 * node that sends each sample at once, and a little over an hour for one that uploads hourly.
 */
export function silentAfterContact({ contactSeconds, cadenceSeconds, intervalSeconds }: Rhythm): number {
  const usual = contactSeconds ?? cadenceSeconds ?? intervalSeconds
  if (usual === null) return silence.unknownCadenceSeconds
  const contact = Math.max(usual, intervalSeconds ?? 0)
  const sample = Math.max(cadenceSeconds ?? 0, intervalSeconds ?? 0)
  return Math.max(silence.leastSeconds, contact + Math.max((silence.missedReports - 1) * sample, contact / 4))
}

/** When reports arrived, by the database's clock. */
export type Contact = Rhythm & {
  /** The status of the newest report that can be believed. */
  status: string | null
  heardAt: Date | null
  /** When the newest report that can be believed arrived. */
  arrivedAt: Date | null
}

/**
 * A node that was heard, but whose latest report has long not changed, is Unknown: what comes from it is ahead of its
 * arrival or older than what came before, and says nothing about now.
 */
export function nodeState({ status, heardAt, arrivedAt, ...rhythm }: Contact, now: Date): NodeState {
  const passed = (since: Date): number => (now.getTime() - since.getTime()) / 1_000
  const limit = silentAfterContact(rhythm)
  if (heardAt === null) return 'Unknown'
  if (passed(heardAt) > limit) return 'Silent'
  return status === null || arrivedAt === null || passed(arrivedAt) > limit ? 'Unknown' : status
}

/** What was older than this on arrival was imported, or its clock says nothing about now. */
const importedSeconds = 86_400

/**
 * The time up to which a node has told how it is: that of its latest report, while its next contact is not overdue. Reports of
 * later times may still come. Null once they are overdue.
 */
export function toldUntil(
  { timestamp, arrivedAt, ...rhythm }: Rhythm & { timestamp: Date | null; arrivedAt: Date | null },
  now: Date,
): Date | null {
  if (timestamp === null || arrivedAt === null) return null
  if (arrivedAt.getTime() - timestamp.getTime() > importedSeconds * 1_000) return null
  return now.getTime() - arrivedAt.getTime() > silentAfterContact(rhythm) * 1_000 ? null : timestamp
}

/** The known states, then those that only other programs write, worst first. */
export const statesOf = (counts: Record<string, number>): string[] =>
  [...new Set<string>([...stateOrder, ...Object.keys(counts)])].sort((a, b) => stateRank(a) - stateRank(b))
