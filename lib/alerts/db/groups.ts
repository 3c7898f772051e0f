import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'

/** Whether a viewer may see something of a row `g`: one of its nodes. */
const seesGroup = (viewer: Viewer, parameters: Parameters): string => `
  EXISTS (SELECT FROM alert_incidents v WHERE v.group_id = g.group_id AND ${visibleSql('v.node_did', viewer, parameters)})`

type GroupState = { group_id: string; closed_at: Date | null; acknowledged_at: Date | null }

/** Locked; null if there is none that the viewer may see. */
export async function lockGroup(
  tx: EntityManager,
  viewer: Viewer,
  groupId: string,
): Promise<GroupState | null> {
  const parameters = new Parameters()
  const [row] = await tx.query<GroupState[]>(
    `SELECT g.group_id, g.closed_at, g.acknowledged_at FROM alert_groups g
     WHERE g.group_id = ${parameters.add(groupId)} AND ${seesGroup(viewer, parameters)} FOR UPDATE`,
    parameters.values,
  )
  return row ?? null
}

export const acknowledge = (tx: EntityManager, groupId: string, by: string, text: string): Promise<unknown> =>
  tx.query(
    `UPDATE alert_groups SET acknowledged_by = $2, acknowledged_at = clock_timestamp(), acknowledged_text = $3
     WHERE group_id = $1`,
    [groupId, by, text],
  )
