import type { Viewer } from '@/lib/kernel/role'
import { nodeCharts } from '@/lib/series/queries/node-charts'
import { type RunCharts, runRanges } from '@/lib/verdicts/domain/run-charts'

/** The charts of these metrics before, during and after a run (epoch seconds); null where the viewer may not see the node. */
export async function runCharts(
  viewer: Viewer,
  did: string,
  run: { from: number; to: number },
  metrics: readonly string[],
): Promise<RunCharts | null> {
  if (metrics.length === 0) return null
  const ranges = runRanges(run, Date.now() / 1_000)
  const [before, during, after] = await Promise.all(
    [ranges.before, ranges.during, ranges.after].map((range) =>
      nodeCharts(viewer, did, { ...range, metrics }),
    ),
  )
  return before && during && after ? { before, during, after } : null
}
