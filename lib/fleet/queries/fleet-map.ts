import { database } from '@/lib/db/connection/server-database'
import { readMap } from '@/lib/fleet/db/map'
import type { Audience } from '@/lib/fleet/domain/audience'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import type { FleetList } from '@/lib/fleet/domain/fleet-page'
import { fillOf, fillStep } from '@/lib/fleet/domain/map-fill'
import type { MapNode } from '@/lib/fleet/domain/map-node'
import { isJsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { wholeMetrics } from '@/lib/reports/domain/whole'
import { fleetSummary } from './fleet'
import { numbersOf } from './node-state'

/** Every matching node as a mark of the map, worst first, and counts over all nodes. */
export async function fleetMap(
  viewer: PersonViewer | Audience,
  filter: FleetFilter,
): Promise<FleetList<MapNode>> {
  const { manager } = await database()
  const { group = null, fill } = filter
  const metrics = fill === undefined ? [] : [fill, ...wholeMetrics(fill)]
  const [summary, rows] = await Promise.all([
    fleetSummary(viewer, filter),
    readMap(manager, { viewer, filter }, { group, metrics }),
  ])
  const filled =
    fill === undefined
      ? null
      : fillOf(
          fill,
          rows.map(({ metrics: of }) => numbersOf(isJsonObject(of) ? of : null)),
        )
  const marks = rows.map(
    ({ metrics: _, since, ...row }, at): MapNode => ({
      ...row,
      since: since?.toISOString() ?? null,
      step: filled === null ? null : fillStep(filled.values[at] ?? null, filled.scale),
    }),
  )
  return { ...summary, matching: marks.length, rows: marks, ...(filled ? { fill: filled.scale } : {}) }
}
