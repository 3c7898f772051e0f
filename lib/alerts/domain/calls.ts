import { z } from 'zod'
import { did } from '@/lib/kernel/did/did'
import { reasonText, requiredReason, storableText } from '@/lib/kernel/json/schemas'
import { instant } from '@/lib/kernel/time/schemas'
import { filterText, pageCursor, whole } from '@/lib/kernel/url/query'
import { severities } from '@/lib/notices/domain/notice'
import { condition } from './condition'

// What people send about alerts: one schema per call, used by services, forms and the API's description.

const person = storableText
  .trim()
  .min(1, 'must be the e-mail address or DID of a person')
  .max(255, 'must have at most 255 characters')

const people = z
  .array(person)
  .min(1, 'must name at least one person')
  .max(50, 'must name at most 50 people')
  .nullable()

const label = storableText
  .max(255, 'must have at most 255 characters')
  .regex(/^[^:]+:/, 'must be key:value')
  .nullable()
  .default(null)

const wholeMinutes = (least: number, most: number) =>
  z
    .int('must be a whole number of minutes')
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most.toLocaleString('en-GB')}`)

export const ruleRequest = z
  .strictObject({
    scope: z.enum(['all', 'label', 'node'], 'must be all, label or node').default('all'),
    label: label.describe('key:value, with scope: label'),
    node_did: did.nullable().default(null).describe('With scope: node'),
    condition,
    keep_minutes: wholeMinutes(0, 1_440)
      .default(5)
      .describe('How long it keeps firing after the node has recovered'),
    severity: z.enum(severities, `must be one of ${severities.join(', ')}`).default('warning'),
    tell: people.default(null).describe('By e-mail address or DID; null: everyone with a matching channel'),
    escalate_minutes: wholeMinutes(1, 10_080)
      .nullable()
      .default(null)
      .describe('After which it escalates, unless somebody acknowledges it'),
    escalate_to: people.default(null).describe('Who is notified then, as critical; null: everyone'),
    during_jobs: z
      .boolean()
      .default(false)
      .describe('Also notify while an approved job is running on the node'),
    during_windows: z.boolean().default(false).describe('Also notify in maintenance windows of the node'),
    enabled: z.boolean().default(true),
  })
  .refine(({ scope, label: one }) => (scope === 'label') === (one !== null), {
    path: ['label'],
    message: 'is required with scope: label, and allowed only then',
  })
  .refine(({ scope, node_did: one }) => (scope === 'node') === (one !== null), {
    path: ['node_did'],
    message: 'is required with scope: node, and allowed only then',
  })

export type RuleRequest = z.output<typeof ruleRequest>

export const acknowledgement = z.strictObject({
  text: reasonText.default('').describe('A note on what is being done'),
})

const longestSilenceDays = 90

export const silenceRequest = z
  .strictObject({
    rule_id: z.guid('must be the id of a rule').nullable().default(null),
    node_did: did.nullable().default(null),
    label,
    reason: requiredReason,
    until: instant
      .refine((at) => Date.parse(at) > Date.now(), 'must be in the future')
      .refine(
        (at) => Date.parse(at) < Date.now() + longestSilenceDays * 86_400_000,
        `must be within ${longestSilenceDays} days`,
      ),
  })
  .refine(({ rule_id, node_did, label: one }) => rule_id !== null || node_did !== null || one !== null, {
    path: ['rule_id'],
    message: 'Choose a rule, a node or a label.',
  })
  .refine(({ node_did, label: one }) => node_did === null || one === null, {
    path: ['label'],
    message: 'cannot be combined with a node',
  })

export const alertsQuery = z.strictObject({
  state: z.enum(['firing', 'silenced', 'ended', 'all']).default('firing'),
  node: filterText.optional().describe('The DID of a node'),
  cursor: pageCursor.optional(),
  limit: whole(1, 200, 50),
})
export type AlertsRequest = z.infer<typeof alertsQuery>
