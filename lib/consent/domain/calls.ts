import { z } from 'zod'
import { did } from '@/lib/kernel/did/did'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { reasonText, requiredReason, shownName, storableText } from '@/lib/kernel/json/schemas'
import { instant, timeZone } from '@/lib/kernel/time/schemas'
import { risk, taskName } from '@/lib/tasks/domain/task'
import {
  delegationDays,
  maxLabelKeyLength,
  maxLabelValueLength,
  maxNameLength,
  maxVotes,
  windowMinutes,
} from './limits'

// What people send about who decides: one schema per call, used by services, forms and the API's description.

/** A person by e-mail address or DID. */
export const personName = storableText
  .trim()
  .min(1, 'must be the e-mail address or DID of a person')
  .max(255, 'must have at most 255 characters')

const name = shownName(maxNameLength)

/** An existing group, which may have been named before names were checked. */
const knownName = storableText
  .trim()
  .min(1, 'must not be empty')
  .max(maxNameLength, `must have at most ${maxNameLength} characters`)

/** Why; owners who are asked read it, so then it must be given. */
const reason = reasonText.optional().describe('Why; required if owners of the node are asked about it')

export const changeReason = z.strictObject({ reason })
export const ownerChange = z.strictObject({ person: personName, reason })
export const memberChange = z.strictObject({ person: personName })
export const newGroup = z.strictObject({ name })
export const restriction = z.strictObject({
  restricted: z.boolean('must be true or false'),
  reason,
})

/** Checked further by whoever verifies it. */
const signed = z.custom<JsonObject>(isJsonObject, 'must be a JSON object').meta({ type: 'object' }).optional()

export const changeDecision = z.strictObject({
  signed: signed.describe(
    'The signed decision, which whoever has a key for signing sends to agree (docs/consent-format.md)',
  ),
})

/** `from` is the delegating owner; only the terminal names one, everyone else delegates their own right. */
export const newDelegation = z.strictObject({
  to: personName,
  until: instant
    .optional()
    .describe(`At most a year after its start; by default after ${delegationDays} days`),
  starts: instant.optional(),
  from: personName.optional(),
  signed: signed.describe(
    'The signed delegation, which whoever has a key for signing sends (docs/consent-format.md)',
  ),
})

/** Days as in ISO 8601: 1 is Monday. `start` is the time of day in the zone. */
export const newWindow = z.strictObject({
  name,
  weekdays: z
    .array(z.int().min(1).max(7), 'must be days from 1 (Monday) to 7 (Sunday)')
    .min(1, 'must name at least one day')
    .max(7, 'must name each day once')
    .refine((days) => new Set(days).size === days.length, 'must name each day once'),
  start: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 02:00'),
  duration_minutes: z
    .int('must be a whole number of minutes')
    .min(windowMinutes.least, `must be at least ${windowMinutes.least} minutes`)
    .max(windowMinutes.most, `must be at most ${windowMinutes.most.toLocaleString('en-GB')} minutes, a day`),
  time_zone: timeZone,
})

const votes = z
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(maxVotes, `must be at most ${maxVotes}`)

/** Consent is counted over all subsets of a job's groups, so a rule can name only a few. */
const mostGroups = 5

/** More nodes than anybody confirms. */
export const mostConfirmed = 1_000

const labelKey = storableText
  .min(1, 'must not be empty')
  .max(maxLabelKeyLength, `must have at most ${maxLabelKeyLength} characters`)
const labelValue = storableText.max(
  maxLabelValueLength,
  `must have at most ${maxLabelValueLength} characters`,
)
const groups = z
  .array(z.strictObject({ group: knownName, votes: votes.default(1) }))
  .max(mostGroups, `must be at most ${mostGroups} groups`)
  .refine(
    (groupVotes) => new Set(groupVotes.map(({ group }) => group)).size === groupVotes.length,
    'must name each group once',
  )
const confirm = z
  .array(did)
  .max(mostConfirmed, `must be at most ${mostConfirmed} nodes; narrow the rule by a label`)
  .optional()

/** A condition that a rule leaves out matches every job; groups are given by name. */
export const newRule = z
  .strictObject({
    name,
    task_name: taskName.optional(),
    label_key: labelKey.optional(),
    label_value: labelValue.optional(),
    least_risk: risk.optional(),
    owners: votes.default(1),
    groups: groups.default([]),
    confirm: confirm.describe(
      'The nodes on which nobody could meet the rule, each of them, to create it all the same',
    ),
  })
  .refine(({ label_key, label_value }) => label_value === undefined || label_key !== undefined, {
    path: ['label_key'],
    message: 'must name the label of this value',
  })
export type NewRule = z.infer<typeof newRule>

/** What is left out stays as it is; null matches every job again. */
export const ruleChange = z.strictObject({
  version: z
    .int('must be the number of the version that you change')
    .min(1, 'must be the number of the version that you change')
    .describe('Which version is changed: if another one is in effect by now, nothing is'),
  name: name.optional(),
  task_name: taskName.nullable().optional(),
  label_key: labelKey.nullable().optional(),
  label_value: labelValue.nullable().optional(),
  least_risk: risk.nullable().optional(),
  owners: votes.optional(),
  groups: groups.optional(),
  reason: requiredReason.describe('Why; it is kept with the version, and owners who are asked read it'),
  confirm: confirm.describe(
    'The nodes on which nobody could meet the rule any more, each of them, to change it all the same',
  ),
})
export type RuleChange = z.infer<typeof ruleChange>

/** What of a rule decides which nodes and tasks it matches. */
export const ruleMatch = z.strictObject({
  task_name: storableText.trim().max(200, 'must have at most 200 characters').default(''),
  label_key: storableText
    .trim()
    .max(maxLabelKeyLength, `must have at most ${maxLabelKeyLength} characters`)
    .default(''),
  label_value: labelValue.optional(),
  least_risk: risk.optional(),
})
