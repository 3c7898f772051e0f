import { readVisibleRules } from '@/lib/alerts/db/rules'
import type { NodeRule } from '@/lib/alerts/domain/node-alerts'
import { isFor } from '@/lib/alerts/domain/rule'
import { conditionText } from '@/lib/alerts/domain/rule-text'
import { Parameters } from '@/lib/db/connection/parameters'
import { database } from '@/lib/db/connection/server-database'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'

/** The rules that watch a node which this viewer may see. */
export async function nodeRules(
  viewer: PersonViewer,
  node: { did: string; labels: Readonly<Record<string, unknown>> },
): Promise<NodeRule[]> {
  const { manager } = await database()
  const parameters = new Parameters()
  const visible = visibleSql('r.node_did', viewer, parameters)
  const rules = await readVisibleRules(manager, visible, parameters.values)
  return rules
    .filter((rule) => rule.enabled && isFor(rule, node))
    .map(({ rule_id, condition, severity }) => ({
      ruleId: rule_id,
      what: conditionText(condition),
      severity,
    }))
}
