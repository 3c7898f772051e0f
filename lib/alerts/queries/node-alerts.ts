import { type NodeIncident, readNodeIncidents } from '@/lib/alerts/db/node-alerts'
import { readOpenUntil } from '@/lib/alerts/db/open-windows'
import type { AlertSpan } from '@/lib/alerts/domain/node-alerts'
import { conditionText } from '@/lib/alerts/domain/rule-text'
import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'

/** What fired on a node in [from, to), epoch seconds, and what fires now; nothing of a node that the viewer may not see. */
export async function nodeAlerts(
  viewer: PersonViewer,
  did: string,
  range: { from: number; to: number },
): Promise<AlertSpan[]> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return []
  const incidents = await readNodeIncidents(manager, scope, range)
  const isHeld = ({ ended, during_windows }: NodeIncident): boolean => ended === null && !during_windows
  // Of most nodes nothing fires, so nobody has to ask.
  const open = incidents.some(isHeld) ? (await readOpenUntil(manager, did)).get(did) : undefined
  return incidents.map((incident) => ({
    ...{ id: incident.incident_id, alertId: incident.group_id, severity: incident.severity },
    metric: incident.condition.kind === 'metric' ? incident.condition.metric : null,
    what: conditionText(incident.condition),
    ...{ from: incident.started, to: incident.ended, acknowledged: incident.acknowledged },
    heldUntil: isHeld(incident) ? (open ?? null) : null,
  }))
}
