import { z } from 'zod'
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { risk } from '@/lib/tasks/domain/task'
import type { RuleFacts } from './rule-facts'
import { changedRuleLines, changedText } from './rule-lines'

const ruleFacts: z.ZodType<RuleFacts> = z.object({
  name: z.string(),
  task_name: z.string().nullable(),
  label_key: z.string().nullable(),
  label_value: z.string().nullable(),
  least_risk: risk.nullable(),
  owners: z.number(),
  groups: z.array(z.object({ group_id: z.string(), name: z.string(), votes: z.number() })),
})

/** What a rule said, from what is kept of it; null for anything else. */
const readFacts = (value: JsonValue | undefined): RuleFacts | null => ruleFacts.safeParse(value).data ?? null

/** What a change of a rule would do, in words, or all that it says where that is not in its form. */
export function ruleChangeText(what: JsonObject): string {
  const [was, is] = [readFacts(what.was), readFacts(what.is)]
  if (was && is) return changedText(changedRuleLines(was, is)) || 'nothing'
  return JSON.stringify(isJsonObject(what.is) ? what.is : what)
}
