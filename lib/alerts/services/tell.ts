import type { DataSource } from 'typeorm'
import { type RuleRow, readAudiences, readRules } from '@/lib/alerts/db/rules'
import { type Told, takeBegun, takeEnded, takeUnanswered } from '@/lib/alerts/db/telling'
import { nextGroup, noticeGroup } from '@/lib/alerts/domain/grouping'
import { conditionText } from '@/lib/alerts/domain/rule-text'
import type { NewNotice } from '@/lib/notices/domain/notice'
import { notify } from '@/lib/notices/services/notify'
import { durationName } from '@/lib/series/domain/time-range'

/** Tells people of what began, of what nobody took in time, and of what is over. One server does it at a time: who evaluates. */
export const tellOfAlerts = (db: DataSource): Promise<void> =>
  db.transaction(async (tx) => {
    const audiences = await readAudiences(tx)
    const rules = new Map(
      (await readRules(tx)).map((rule) => [rule.rule_id, within(rule, audiences.get(rule.rule_id))]),
    )
    const about = (told: readonly Told[], notice: (rule: RuleRow, one: Told) => NewNotice): NewNotice[] =>
      told.flatMap((one) => {
        const rule = rules.get(one.rule_id)
        return rule ? [notice(rule, one)] : []
      })
    await notify(tx, about(await takeBegun(tx), begun))
    await notify(tx, about(await takeUnanswered(tx), unanswered))
    await notify(tx, about(await takeEnded(tx), ended))
  })

/** The rule, telling nobody beyond this audience. */
function within(rule: RuleRow, audience: ReadonlySet<string> | undefined): RuleRow {
  if (!audience) return rule
  const narrowed = (people: readonly string[] | null) =>
    people === null ? [...audience] : people.filter((id) => audience.has(id))
  return { ...rule, tell: narrowed(rule.tell), escalate_to: narrowed(rule.escalate_to) }
}

const common = (rule: RuleRow, { node_did, group_id }: Told): Omit<NewNotice, 'text'> =>
  ({
    ...{ kind: 'alert', node: node_did, path: `/alerts/${group_id}`, severity: rule.severity },
    ...{ title: conditionText(rule.condition), group: noticeGroup(group_id) },
  }) as const

const peopleOf = (people: readonly string[] | null) => (people === null ? {} : { people })

const begun = (rule: RuleRow, one: Told): NewNotice => ({
  ...common(rule, one),
  text: `since ${one.started_at.toISOString()}`,
  ...peopleOf(rule.tell),
})

const unanswered = (rule: RuleRow, one: Told): NewNotice => ({
  ...common(rule, one),
  severity: 'critical',
  text: `not acknowledged for ${rule.escalate_minutes} min`,
  group: nextGroup(one.group_id),
  ...peopleOf(rule.escalate_to),
})

const ended = (rule: RuleRow, one: Told): NewNotice => ({
  ...common(rule, one),
  title: `Resolved: ${conditionText(rule.condition)}`,
  text: [
    one.ended_at && `after ${durationName((one.ended_at.getTime() - one.started_at.getTime()) / 1_000)}`,
    one.times > 1 && `fired ${one.times} times`,
  ]
    .filter(Boolean)
    .join(', '),
  ...peopleOf(rule.tell),
})
