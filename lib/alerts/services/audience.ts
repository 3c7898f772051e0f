import type { EntityManager } from 'typeorm'
import { type RuleRow, readAudiences, readRules } from '@/lib/alerts/db/rules'

/** The rules by their ids, each telling nobody beyond whom it may. */
export async function rulesToTell(db: EntityManager): Promise<Map<string, RuleRow>> {
  const audiences = await readAudiences(db)
  return new Map(
    (await readRules(db)).map((rule) => [rule.rule_id, within(rule, audiences.get(rule.rule_id))]),
  )
}

function within(rule: RuleRow, audience: ReadonlySet<string> | undefined): RuleRow {
  if (!audience) return rule
  const narrowed = (people: readonly string[] | null) =>
    people === null ? [...audience] : people.filter((id) => audience.has(id))
  return { ...rule, tell: narrowed(rule.tell), escalate_to: narrowed(rule.escalate_to) }
}

/** Null: everybody whose channels want it. */
export const peopleOf = (people: readonly string[] | null) => (people === null ? {} : { people })
