import { z } from 'zod'
import { answeredTime, count, nextCursor } from '@/lib/kernel/json/answers'
import { severities } from '@/lib/notices/domain/notice'
import { condition } from './condition'

const person = z.strictObject({ did: z.string(), name: z.string() }).nullable()

const rule = {
  rule_id: z.guid(),
  text: z.string().describe('The rule as a sentence'),
  severity: z.enum(severities),
}

const alertAnswer = z
  .strictObject({
    alert_id: z.guid(),
    rule: z.strictObject(rule),
    state: z.enum(['firing', 'silenced', 'ended']),
    started_at: answeredTime.describe('By the reports of the first node'),
    ended_at: answeredTime.nullable(),
    nodes: count.describe('Those that the viewer may see'),
    firing: count.describe('Of them, those where it is still firing'),
    first: z.array(
      z.strictObject({ node_did: z.string(), name: z.string().nullable(), value: z.number().nullable() }),
    ),
    shared: z
      .strictObject({
        label: z.string(),
        nodes: count.describe('How many of the nodes that the rule watches have it'),
      })
      .nullable()
      .describe('The label behind which it is one outage: all its nodes have it (docs/alerts.md)'),
    times: count.describe('How often it fired on the node where it did so most often'),
    acknowledged: z.strictObject({ by: person, at: answeredTime, text: z.string() }).nullable(),
    held: z
      .strictObject({
        silence_id: z.guid().nullable(),
        job_id: z.guid().nullable().describe('A job that runs on the node'),
        window_until: answeredTime.nullable().describe('The end of the maintenance window of the node'),
      })
      .describe('What holds notifications about some or all of its nodes back'),
    told_at: answeredTime.nullable(),
    told: z.array(
      z.strictObject({
        name: z.string().describe('The person, or the shared channel'),
        kind: z.string(),
        at: answeredTime,
        state: z.string(),
        next: z.boolean().describe('An escalation: nobody had acknowledged it'),
      }),
    ),
    next_at: answeredTime.nullable().describe('When it escalates, unless it is acknowledged'),
  })
  .meta({ id: 'Alert' })

export const alertsAnswer = z.strictObject({ alerts: z.array(alertAnswer), next_cursor: nextCursor })

export const acknowledgedAnswer = z.strictObject({ alert_id: z.guid() })

const ruleAnswer = z
  .strictObject({
    ...rule,
    scope: z.enum(['all', 'label', 'node']),
    label: z.string().nullable(),
    node_did: z.string().nullable(),
    condition,
    keep_minutes: count,
    tell: z.array(person.unwrap()).nullable(),
    escalate_minutes: count.nullable(),
    escalate_to: z.array(person.unwrap()).nullable(),
    during_jobs: z.boolean(),
    during_windows: z.boolean(),
    enabled: z.boolean(),
    created_by: person,
    created_at: answeredTime,
    changed_by: person,
    changed_at: answeredTime.nullable(),
    fired: z.strictObject({
      weeks: z
        .array(count.nullable())
        .describe(
          'Alerts in each of the last four weeks, the oldest first; null: before the rule was created',
        ),
      ever: z.boolean().describe('Whether it ever fired'),
      noisy: z.boolean().describe('More than 14 alerts in the last 7 days'),
    }),
  })
  .meta({ id: 'AlertRule' })

export const rulesAnswer = z.strictObject({ rules: z.array(ruleAnswer) })
export const testedRuleAnswer = z.strictObject({
  deliveries: z.array(
    z.strictObject({
      name: z.string().describe('The person, or the shared channel'),
      kind: z.string(),
      state: z.string().describe('waiting: also in quiet hours, or until a browser shows it'),
      answer: z.string().nullable(),
    }),
  ),
})
export const changedRuleAnswer = z.strictObject({ rule_id: z.guid() })

export const silencesAnswer = z.strictObject({
  silences: z.array(
    z
      .strictObject({
        silence_id: z.guid(),
        rule_id: z.guid().nullable(),
        node_did: z.string().nullable(),
        label: z.string().nullable(),
        reason: z.string(),
        created_by: person,
        created_at: answeredTime,
        until: answeredTime,
      })
      .meta({ id: 'AlertSilence' }),
  ),
})
export const changedSilenceAnswer = z.strictObject({ silence_id: z.guid() })
