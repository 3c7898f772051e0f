import { readVisibleRules } from '@/lib/alerts/db/rules'
import { readSilences } from '@/lib/alerts/db/silences'
import { ruleText } from '@/lib/alerts/domain/rule-text'
import { Parameters } from '@/lib/db/connection/parameters'
import { database } from '@/lib/db/connection/server-database'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'
import { firingsOfRules } from './firings'
import { namesOf } from './names'

export async function apiAlertRules(viewer: PersonViewer) {
  const { manager } = await database()
  const parameters = new Parameters()
  const rules = await readVisibleRules(
    manager,
    visibleSql('r.node_did', viewer, parameters),
    parameters.values,
  )
  const name = await namesOf(
    manager,
    rules.flatMap((rule) => [
      ...[rule.created_by, rule.changed_by],
      ...(rule.tell ?? []),
      ...(rule.escalate_to ?? []),
    ]),
  )
  const firings = await firingsOfRules(viewer, rules)
  const people = (ids: readonly string[] | null) => ids?.flatMap((id) => name(id) ?? []) ?? null
  return {
    rules: rules.map(({ node_name, created_by, changed_by, deleted_at: _, ...rule }) => ({
      ...rule,
      ...{ text: ruleText(rule, node_name), tell: people(rule.tell), escalate_to: people(rule.escalate_to) },
      ...{ created_by: name(created_by), changed_by: name(changed_by) },
      fired: firings(rule.rule_id),
    })),
  }
}

/** Those that hold now, without those of nodes, or of rules for nodes, that the viewer may not see. */
export async function apiAlertSilences(viewer: PersonViewer) {
  const { manager } = await database()
  const parameters = new Parameters()
  const hidden = await manager.query<{ silence_id: string }[]>(
    `SELECT s.silence_id FROM alert_silences s LEFT JOIN alert_rules r USING (rule_id)
     JOIN nodes n ON n.node_did IN (s.node_did, r.node_did)
     WHERE NOT (${visibleSql('n.node_did', viewer, parameters)})`,
    parameters.values,
  )
  const silences = (await readSilences(manager)).filter(
    ({ silence_id }) => !hidden.some((one) => one.silence_id === silence_id),
  )
  const name = await namesOf(
    manager,
    silences.map(({ created_by }) => created_by),
  )
  return {
    silences: silences.map(({ created_by, ends_at, ...silence }) => ({
      ...silence,
      created_by: name(created_by),
      until: ends_at,
    })),
  }
}
