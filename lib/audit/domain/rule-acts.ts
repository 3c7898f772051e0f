import type { JsonObject } from '@/lib/kernel/json/json'
import type { Act, Actors } from './actors'
import type { CarriedOut } from './carried-out'
import { sameJson, shownJson } from './event-json'
import { seenBy } from './rights-history'
import { labelsFit } from './standing'

/** What is wrong with how groups, rules or the votes that these want were changed, if anything. */
export function wrongRule(actors: Actors, done: CarriedOut, act: Act): string | null {
  const { table, body, was, is } = act
  const rule = (was ?? is)?.rule_id ?? null
  // What the owners were asked about, whoever may carry it out.
  if (is === null && done.hasRemoved(rule)) return null
  if (!actors.isAdmin(act))
    return `${table} was changed by ${shownJson(body.actor_did)}, who was no administrator by the events before`
  // Events of earlier versions do not say what was seen.
  const less = was && lowered(was, is)
  if (rule === null || !less || seenBy(body) === null) return null
  const states = actors.before(act)
  return states.length > 0 && states.every((seq) => appliesToOwned(actors, act, seq))
    ? `${table} [${shownJson(rule)}] asks for less (${less}) without a change that the owners of its nodes were asked about`
    : null
}

/** How a rule asks for fewer votes, or of other jobs, as hakim_rule_guard has it; null: it does not. */
function lowered(was: JsonObject, is: JsonObject | null): string | null {
  if (!is) return 'removed'
  const isLess = (column: string): boolean => Number(is[column] ?? 0) < Number(was[column] ?? 0)
  const isOther = (column: string): boolean => !sameJson(was[column] ?? null, is[column] ?? null)
  const conditions = ['rule_id', 'group_id', 'task_name', 'label_key', 'label_value', 'least_risk']
  const column = ['owners', 'votes'].find(isLess) ?? conditions.find(isOther)
  return column ? `${column} ${shownJson(was[column])} to ${shownJson(is[column])}` : null
}

/** Whether the rule was there and applied to a node with owners. */
function appliesToOwned({ rights }: Actors, { was }: Act, seq: number): boolean {
  const rule = rights.rulesAt(seq).find(({ rule_id }) => rule_id === was?.rule_id)
  return (
    rule !== undefined &&
    rights.ownedAt(seq).some((node) => labelsFit(rule, rights.rowsAt('nodes', node, seq)[0]?.labels ?? {}))
  )
}
