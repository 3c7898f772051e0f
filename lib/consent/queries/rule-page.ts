import { countRuleMatches } from '@/lib/consent/db/rule-matches'
import { presentRule, readRuleVersions } from '@/lib/consent/db/rule-versions'
import { readRules } from '@/lib/consent/db/rules'
import { readGroups } from '@/lib/consent/db/settings'
import type { RulePage } from '@/lib/consent/domain/consent-page'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'
import { ruleUnder } from './settings'
import { shownChanges } from './shown-changes'
import { shownRule } from './shown-rule'

/** A rule with all of its versions; everyone can read it. Null if there is none. */
export async function rulePage(viewer: PersonViewer, ruleId: string): Promise<RulePage | null> {
  const { manager } = await database()
  const present = await presentRule(manager, ruleId)
  const row = present && (await readRules(manager)).find(({ rule_id }) => rule_id === present.rule_id)
  if (!row) return null
  const [[last, ...former], changes, groups, under, matches] = await Promise.all([
    readRuleVersions(manager, row.rule_id),
    shownChanges(viewer),
    readGroups(manager),
    ruleUnder(manager, viewer, row),
    countRuleMatches(manager, viewer, {
      ...{ task: row.task_name, leastRisk: row.least_risk },
      ...{ labelKey: row.label_key, labelValue: row.label_value },
    }),
  ])
  return last
    ? {
        rule: shownRule(row, under),
        versions: [last, ...former],
        changes: changes.filter(({ rule }) => rule === row.rule_id),
        groups: groups.map(({ group_id, ...group }) => ({ groupId: group_id, ...group })),
        matches,
        refusal: refusalOf('setRules', viewer),
      }
    : null
}
