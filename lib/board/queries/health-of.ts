import type { NodeHealth } from '@/lib/board/domain/node-health'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import { metricKeys } from '@/lib/reports/domain/metric'

/** A node may report a thousand metrics; beside a job there is room for these. */
const shownMetrics = 4

/** What is shown of a node beside a job or a request. */
export function healthOf(node: NodeDetail | null): NodeHealth {
  const now = node?.now ?? {}
  return {
    state: node?.state ?? null,
    since: node?.since ?? null,
    now: Object.fromEntries(
      metricKeys(now)
        .slice(0, shownMetrics)
        .map((key) => [key, now[key] ?? Number.NaN]),
    ),
    timeZone: node?.timeZone ?? null,
  }
}
