import { z } from 'zod'
import { type RuleRow, readVisibleRules } from '@/lib/alerts/db/rules'
import { Parameters } from '@/lib/db/connection/parameters'
import { database } from '@/lib/db/connection/server-database'
import { isOwner } from '@/lib/fleet/db/owners'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'
import { coreMetrics } from '@/lib/reports/domain/metric'

/** A rule that the viewer may change; null if there is none. */
export async function ruleToChange(viewer: PersonViewer, ruleId: string): Promise<RuleRow | null> {
  if (!z.guid().safeParse(ruleId).success) return null
  const { manager } = await database()
  const parameters = new Parameters()
  const rules = await readVisibleRules(
    manager,
    visibleSql('r.node_did', viewer, parameters),
    parameters.values,
  )
  const rule = rules.find(({ rule_id }) => rule_id === ruleId)
  if (!rule) return null
  const owns = rule.node_did !== null && (await isOwner(manager, rule.node_did, viewer.id))
  return refusalOf('setAlertRules', viewer, owns ? ['owner'] : []) === null ? rule : null
}

/** What a form offers to choose from: people by id, DID and name, and the metrics that some nodes of the viewer report. */
export async function ruleChoices(viewer: PersonViewer) {
  const { manager } = await database()
  const parameters = new Parameters()
  const [people, metrics] = await Promise.all([
    manager.query<{ id: string; did: string; name: string }[]>(
      `SELECT id, did, name FROM people WHERE disabled_at IS NULL ORDER BY name, did LIMIT 500`,
    ),
    manager.query<{ name: string }[]>(
      `SELECT DISTINCT jsonb_object_keys(l.metrics) AS name
       FROM (SELECT metrics FROM node_latest
             WHERE jsonb_typeof(metrics) = 'object' AND ${visibleSql('node_did', viewer, parameters)}
             ORDER BY heard_at DESC NULLS LAST LIMIT 50) l LIMIT 500`,
      parameters.values,
    ),
  ])
  return { people, metrics: [...new Set([...coreMetrics, ...metrics.map(({ name }) => name)])] }
}
