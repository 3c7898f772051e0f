import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import { readWindows } from '@/lib/series/db/report-windows'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { silencesOf, windowsToRead } from '@/lib/series/domain/report-windows'
import { statusChanges } from '@/lib/series/domain/status-changes'
import { nodeBuckets } from './node-buckets'

/**
 * The charts of the node page over [from, to), epoch seconds; null when the node does not exist for this viewer.
 * @param request `previous` adds the period before; days begin in `zone`, UTC by default; `metrics` null: those that occur, at most 100
 */
export async function nodeCharts(
  viewer: Viewer,
  did: string,
  request: {
    from: number
    to: number
    zone?: string
    metrics?: readonly string[] | null
    previous?: boolean
  },
): Promise<NodeCharts | null> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return null
  const found = await nodeBuckets(
    manager,
    scope,
    { ...request, metrics: request.metrics ?? null },
    Date.now() / 1_000,
  )
  if (!found) return null
  const { told, intervals: _, ...charts } = found
  const { status, statuses, gaps, range, before } = charts
  const windows = windowsToRead(status, statuses, range)
  const readings = await readWindows(manager, scope, windows, range.step)
  return {
    ...charts,
    changes: statusChanges(status, statuses, readings, before),
    // What comes after the latest report may still be told.
    silences: silencesOf(readings, gaps, range).filter(({ from }) => told === null || from < told),
  }
}
