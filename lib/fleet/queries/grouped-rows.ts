import { database } from '@/lib/db/connection/server-database'
import { countGroups, readFirstOfGroups } from '@/lib/fleet/db/groups'
import type { FleetRequest } from '@/lib/fleet/db/match'
import { readNodes } from '@/lib/fleet/db/nodes'
import { metricsOf, usualColumns } from '@/lib/fleet/domain/fleet-columns'
import { type FleetGroups, fleetGroups } from '@/lib/fleet/domain/fleet-groups'
import { type FleetRow, wholeListAtMost } from '@/lib/fleet/domain/fleet-page'
import { fleetRows } from './fleet-row'

/** Of each group, however many there are. */
const fewestRows = 3

/** The groups of the matching nodes with their subtotals, and the first rows of each: all rows where they are few. */
export async function groupedRows(
  request: FleetRequest,
  key: string,
): Promise<{ groups: FleetGroups; rows: FleetRow[] }> {
  const { manager } = await database()
  const columns = request.filter.columns ?? usualColumns
  const metrics = metricsOf(columns)
  const groups = fleetGroups(await countGroups(manager, request, { key, metrics }), metrics)
  const nodes = groups.shown.reduce((sum, group) => sum + group.nodes, 0)
  const share = Math.floor(wholeListAtMost / Math.max(1, groups.shown.length))
  const most = nodes <= wholeListAtMost ? wholeListAtMost : Math.max(fewestRows, share)
  const values = groups.shown.map(({ value }) => value)
  const dids = await readFirstOfGroups(manager, request, { key, values, most })
  const read = new Map((await readNodes(manager, request.viewer, dids)).map((node) => [node.node_did, node]))
  const rows = await fleetRows(
    dids.flatMap((did) => read.get(did) ?? []),
    new Date(),
    request.filter.columns,
  )
  return { groups, rows }
}
