import { visibleLine } from '@/lib/kernel/text/visible-text'
import { withUnit } from '@/lib/kernel/text/with-unit'
import { formatMetric } from '@/lib/reports/domain/display'
import { metricTitle } from '@/lib/reports/domain/metric'
import type { Condition } from './condition'
import type { RuleSettings } from './rule'

function valueText(metric: string, value: number): string {
  const { text, unit } = formatMetric(metric, value)
  return withUnit(text, unit)
}

const minutesText = (minutes: number, of: number): string =>
  of === 1 ? '' : minutes === of ? ` for ${of} min` : ` in ${minutes} of ${of} min`

/** "over 85%": what the condition would be at another limit. */
export const limitText = (
  { metric, over }: Pick<Extract<Condition, { kind: 'metric' }>, 'metric' | 'over'>,
  limit: number,
): string => `${over ? 'over' : 'under'} ${valueText(metric, limit)}`

/** "CPU over 90% in 4 of 5 min": what happened, without the node. */
export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'metric':
      return `${metricTitle(condition.metric)} ${limitText(condition, condition.limit)}${minutesText(condition.minutes, condition.of)}`
    case 'status':
      return `${condition.status === 'Warning' ? 'Warning or Error' : condition.status}${minutesText(condition.minutes, condition.of)}`
    case 'diagnosis':
      return `${condition.code === null ? 'Any diagnosis' : visibleLine(condition.code)}${minutesText(condition.minutes, condition.of)}`
    case 'silence':
      return condition.minutes === null ? 'Silent' : `No report for ${condition.minutes} min`
  }
}

type Where = Pick<RuleSettings, 'scope' | 'label' | 'node_did'>

type Said = Where & Pick<RuleSettings, 'condition' | 'keep_minutes' | 'during_jobs' | 'during_windows'>

/** "all nodes", "nodes labelled region:eu" or the name of the node. */
const scopeText = ({ scope, label, node_did }: Where, name: string | null): string =>
  scope === 'all' ? 'all nodes' : scope === 'label' ? `nodes labelled ${label}` : (name ?? node_did ?? '')

/** The whole rule as a sentence. */
export function ruleText(rule: Said, name: string | null): string {
  const { condition, keep_minutes: keep } = rule
  const recovery =
    condition.kind === 'metric' && condition.recovery !== null && condition.recovery !== condition.limit
      ? [`recovery limit ${valueText(condition.metric, condition.recovery)}`]
      : []
  const loud = [
    ...(rule.during_jobs ? ['during jobs'] : []),
    ...(rule.during_windows ? ['in maintenance windows'] : []),
  ]
  const more = [
    ...recovery,
    ...(keep === 0 ? [] : [`keeps firing for ${keep} min`]),
    ...(loud.length === 0 ? [] : [`notifies ${loud.join(' and ')} too`]),
  ]
  return `${[`${conditionText(condition)} on ${scopeText(rule, name)}`, ...more].join('; ')}.`
}
