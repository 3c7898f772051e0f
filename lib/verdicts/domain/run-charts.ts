import type { NodeCharts } from '@/lib/series/domain/node-charts'

/** The charts of a node before, during and after a run: three times with a scale of their own each. */
export type RunCharts = { before: NodeCharts; during: NodeCharts; after: NodeCharts }

/** Epoch seconds. */
type Span = { from: number; to: number }

const spans = [3_600, 6 * 3_600, 86_400, 7 * 86_400] as const

/** A shorter run is drawn with some time around it, so that there are reports to see. */
const shortestSeconds = 600

/** What is drawn of a run at a time: as long before it as after it, the shortest span that holds what is known, a week at most. */
export function runRanges(run: Span, now: number): Record<'before' | 'during' | 'after', Span> {
  const known = now - run.to
  const span = spans.find((one) => one >= known) ?? spans[3]
  const around = Math.max(0, shortestSeconds - (run.to - run.from)) / 2
  return {
    before: { from: run.from - span, to: run.from },
    during: { from: run.from - around, to: run.to + around },
    after: { from: run.to, to: run.to + span },
  }
}
