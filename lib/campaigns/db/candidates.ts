import type { EntityManager } from 'typeorm'
import type { Candidate } from '@/lib/campaigns/domain/fit'
import { Parameters } from '@/lib/db/connection/parameters'
import { fleetSql, matchSql } from '@/lib/fleet/db/match'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import type { PersonViewer } from '@/lib/kernel/role'

const columns = `n.node_did AS did, n.name, n.retired_at IS NOT NULL AS retired, n.tasks`

/** Those of these nodes that the viewer may see. */
export function readCandidates(
  db: EntityManager,
  viewer: PersonViewer,
  dids: readonly string[],
): Promise<Candidate[]> {
  const parameters = new Parameters()
  return db.query(
    `SELECT ${columns} FROM nodes n
     WHERE n.node_did = ANY (${parameters.add(dids)}) AND ${visibleSql('n.node_did', viewer, parameters)}`,
    parameters.values,
  )
}

/** The nodes of the fleet that match, by name. */
export function readMatching(
  db: EntityManager,
  viewer: PersonViewer,
  filter: FleetFilter,
  limit: number,
): Promise<Candidate[]> {
  const parameters = new Parameters()
  const request = { filter, viewer }
  return db.query(
    `SELECT ${columns} FROM ${fleetSql(request, parameters)} WHERE ${matchSql(request, parameters)}
     ORDER BY coalesce(n.name, n.node_did) COLLATE hakim_names, n.node_did COLLATE "C" LIMIT ${parameters.add(limit)}`,
    parameters.values,
  )
}
