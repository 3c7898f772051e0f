import { z } from 'zod'
import { condition } from '@/lib/alerts/domain/condition'
import { ruleText } from '@/lib/alerts/domain/rule-text'
import {
  actor,
  because,
  by,
  changedFields,
  changesInWords,
  type Facts,
  type Part,
  rowOf,
  shownValue,
  textOf,
  type WordList,
} from '@/lib/history/domain/facts'

const rule = z.object({
  scope: z.enum(['all', 'label', 'node']),
  label: z.string().nullable(),
  node_did: z.string().nullable(),
  condition,
  keep_minutes: z.number(),
  during_jobs: z.boolean(),
  during_windows: z.boolean().default(false),
})

/** The rule as a sentence; one that this version cannot read is only called a rule. */
function theRule(facts: Facts): Part[] {
  const parsed = rule.safeParse(rowOf(facts))
  return parsed.success
    ? [`the alert rule “${ruleText(parsed.data, null).replace(/\.$/, '')}”`]
    : ['an alert rule that this version cannot read']
}

const isSet = (facts: Facts, field: string): boolean =>
  changedFields(facts).includes(field) && textOf(facts.is[field]) !== null

const ruleChange = (facts: Facts): Part[] =>
  isSet(facts, 'deleted_at')
    ? [...actor(facts), ' deleted ', ...theRule(facts)]
    : [...actor(facts), ' changed ', ...theRule(facts), `: ${changesInWords(facts)}`]

/** Where nobody is told. */
function silenced(facts: Facts): Part[] {
  const { rule_id, node_did, label } = rowOf(facts)
  const did = textOf(node_did)
  const where: Part[] =
    did !== null ? [{ node: did }] : [textOf(label) === null ? 'all nodes' : shownValue(label)]
  return [textOf(rule_id) === null ? 'all alerts on ' : 'one alert rule on ', ...where]
}

const acknowledged = (facts: Facts): Part[] => [
  ...actor(facts),
  ' acknowledged an alert',
  ...because(textOf(facts.is.acknowledged_text)),
]

/** Alert rules, silences and acknowledgements. */
export const alertWords: WordList = {
  'alert_rules insert': {
    label: 'Alert rule created',
    icon: 'rule',
    say: (facts) => [...actor(facts), ' created ', ...theRule(facts)],
  },
  'alert_rules update': { label: 'Alert rule changed or deleted', icon: 'rule', say: ruleChange },
  'alert_rules delete': {
    label: 'Alert rule removed with its history',
    icon: 'rule',
    say: (facts) => ['The history of ', ...theRule(facts), ' was removed with it', ...by(facts)],
  },
  'alert_silences insert': {
    label: 'Alerts silenced',
    icon: 'clock',
    say: (facts) => [
      ...[...actor(facts), ' silenced ', ...silenced(facts), ` until ${shownValue(facts.is.ends_at)}`],
      ...because(textOf(facts.is.reason)),
    ],
  },
  'alert_silences update': {
    label: 'Silence ended or changed',
    icon: 'clock',
    say: (facts) =>
      isSet(facts, 'ended_at')
        ? [...actor(facts), ' ended the silence of ', ...silenced(facts)]
        : [...actor(facts), ' changed the silence of ', ...silenced(facts), `: ${changesInWords(facts)}`],
  },
  'alert_silences delete': {
    label: 'Silence removed',
    icon: 'clock',
    say: (facts) => ['The silence of ', ...silenced(facts), ' was removed', ...by(facts)],
  },
  'alert_groups insert': { label: 'Alert acknowledged as it was added', icon: 'person', say: acknowledged },
  'alert_groups update': { label: 'Alert acknowledged', icon: 'person', say: acknowledged },
  'alert_groups delete': {
    label: 'Acknowledged alert removed',
    icon: 'person',
    say: (facts) => ['An alert that somebody had acknowledged was removed', ...by(facts)],
  },
  'alerts state': {
    label: 'Alert rules from before the log',
    icon: 'rule',
    say: ({ body }) => [`The log took down what ${shownValue(body.table)} held before it`],
  },
}
