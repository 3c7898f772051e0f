import { z } from 'zod'
import { shownName, storableText } from '@/lib/kernel/json/schemas'
import { timeZone } from '@/lib/kernel/time/schemas'
import { pageCursor, whole } from '@/lib/kernel/url/query'
import { channelKinds } from './channel'
import { chosenKinds, severities } from './notice'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 22:00')

const quiet = z
  .strictObject({ start: clock, end: clock, time_zone: timeZone })
  .refine(({ start, end }) => start !== end, { path: ['end'], message: 'must not be when they start' })

/** What a channel is told of; all nodes, everything and at any time unless said otherwise. */
const told = {
  name: shownName(),
  kinds: z
    .array(z.enum(chosenKinds, `must be one of ${chosenKinds.join(', ')}`))
    .min(1, 'choose at least one')
    .max(chosenKinds.length)
    .nullable()
    .default(null)
    .describe('The kinds of notices; null: all'),
  least_severity: z.enum(severities, `must be one of ${severities.join(', ')}`).default('info'),
  nodes: z.enum(['all', 'owned', 'label']).default('all').describe('owned: those of the person'),
  label: storableText
    .max(255, 'must have at most 255 characters')
    .regex(/^[^:]+:/, 'must be key:value')
    .nullable()
    .default(null)
    .describe('key:value, with nodes: label'),
  quiet: quiet.nullable().default(null).describe('Hours in which messages wait'),
}

const isWholeChoice = { path: ['label'], message: 'goes with nodes: label, and only with that' }
const wholeChoice = ({ nodes, label }: { nodes: string; label: string | null }): boolean =>
  (nodes === 'label') === (label !== null)

const address = storableText
  .max(2_000, 'must have at most 2,000 characters')
  .refine((text) => URL.canParse(text), 'must be a URL such as https://example.org/hook')

/** A new channel; webhooks and Slack-compatible ones, which need an administrator, have a `url`. */
export const channelRequest = z
  .strictObject({
    kind: z.enum(channelKinds, `must be one of ${channelKinds.join(', ')}`),
    ...told,
    url: address.optional().describe('Of a webhook or Slack-compatible channel; it is not shown again'),
    plain_http: z.boolean().default(false).describe('Whether it may be http to another machine'),
  })
  .refine(wholeChoice, isWholeChoice)

/** All of what a channel is told of. */
export const channelChange = z
  .strictObject({ ...told, enabled: z.boolean().default(true) })
  .refine(wholeChoice, isWholeChoice)

export const deliveriesQuery = z.strictObject({ cursor: pageCursor.optional(), limit: whole(1, 200, 50) })
export type DeliveriesRequest = z.infer<typeof deliveriesQuery>
