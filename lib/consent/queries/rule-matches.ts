import { countRuleMatches } from '@/lib/consent/db/rule-matches'
import { ruleMatch } from '@/lib/consent/domain/calls'
import type { RuleMatches } from '@/lib/consent/domain/rule-matches'
import { database } from '@/lib/db/connection/server-database'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { PersonViewer } from '@/lib/kernel/role'

/** What a rule as it is written would match now, among the nodes that the viewer may see. */
export async function ruleMatches(viewer: PersonViewer, input: unknown): Promise<Result<RuleMatches>> {
  const body = parseBody(ruleMatch, input, 'Nothing was counted.')
  if (!body.ok) return body
  const { task_name, label_key, label_value, least_risk } = body.value
  return ok(
    await countRuleMatches((await database()).manager, viewer, {
      task: task_name || null,
      labelKey: label_key || null,
      labelValue: label_value ?? null,
      leastRisk: least_risk ?? null,
    }),
  )
}
