import type { RuleRow } from '@/lib/alerts/db/rules'
import type { Told } from '@/lib/alerts/db/telling'
import { nextGroup, noticeGroup } from '@/lib/alerts/domain/grouping'
import { conditionText } from '@/lib/alerts/domain/rule-text'
import type { NewNotice } from '@/lib/notices/domain/notice'
import { durationName } from '@/lib/series/domain/time-range'
import { peopleOf } from './audience'

/** The notice about one node of a row; `shared`: what all its nodes have in common. */
export type AboutAlert = (rule: RuleRow, one: Told, shared: string | null) => NewNotice

const common = (
  rule: RuleRow,
  { node_did, group_id }: Told,
  shared: string | null,
): Omit<NewNotice, 'text'> => ({
  kind: 'alert',
  ...{ node: node_did, path: `/alerts/${group_id}`, severity: rule.severity, shared },
  ...{ title: conditionText(rule.condition), group: noticeGroup(group_id) },
})

export const begun: AboutAlert = (rule, one, shared) => ({
  ...common(rule, one, shared),
  text: `since ${one.started_at.toISOString()}`,
  ...peopleOf(rule.tell),
})

export const unanswered: AboutAlert = (rule, one, shared) => ({
  ...common(rule, one, shared),
  severity: 'critical',
  text: `not acknowledged for ${rule.escalate_minutes} min`,
  group: nextGroup(one.group_id),
  ...peopleOf(rule.escalate_to),
})

export const ended: AboutAlert = (rule, one, shared) => ({
  ...common(rule, one, shared),
  title: `Resolved: ${conditionText(rule.condition)}`,
  text: [
    one.ended_at && `after ${durationName((one.ended_at.getTime() - one.started_at.getTime()) / 1_000)}`,
    one.times > 1 && `fired ${one.times} times`,
  ]
    .filter(Boolean)
    .join(', '),
  ...peopleOf(rule.tell),
})
