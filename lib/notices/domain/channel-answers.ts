import { z } from 'zod'
import { answeredTime, count, nextCursor } from '@/lib/kernel/json/answers'
import { channelKinds } from './channel'
import { severities } from './notice'

const states = ['waiting', 'sent', 'failed'] as const

const channelAnswer = z
  .strictObject({
    channel_id: z.guid(),
    kind: z.enum(channelKinds),
    shared: z.boolean().describe('Made by an administrator, for all'),
    name: z.string(),
    address: z.string().nullable().describe('The mail address, or the host that is called'),
    kinds: z.array(z.string()).nullable().describe('Null: all'),
    least_severity: z.enum(severities),
    nodes: z.enum(['all', 'owned', 'label']),
    label: z.string().nullable(),
    quiet: z.strictObject({ start: z.string(), end: z.string(), time_zone: z.string() }).nullable(),
    enabled: z.boolean(),
    created_at: answeredTime,
    problem: z.string().nullable().describe('Why nothing can arrive there'),
    last: z
      .strictObject({ state: z.enum(states), at: answeredTime, answer: z.string().nullable() })
      .nullable()
      .describe('What became of its last message'),
  })
  .meta({ id: 'Channel' })

export const channelsAnswer = z.strictObject({ channels: z.array(channelAnswer) })

export const createdChannelAnswer = z.strictObject({
  channel_id: z.guid(),
  secret: z.string().nullable().describe('What a webhook’s signatures are verified with; shown this once'),
})

export const changedChannelAnswer = z.strictObject({ channel_id: z.guid() })

const delivery = {
  delivery_id: z.guid().describe('Also the webhook-id, the same in every attempt'),
  state: z.enum(states),
  attempts: count,
  next_at: answeredTime.nullable().describe('When it is tried next; null once it has ended'),
  answer: z.string().nullable().describe('What came of the last attempt'),
  ended_at: answeredTime.nullable(),
}

export const deliveryAnswer = z.strictObject(delivery).meta({ id: 'DeliveryState' })

export const deliveriesAnswer = z.strictObject({
  deliveries: z.array(
    z
      .strictObject({
        ...delivery,
        channel_id: z.guid(),
        channel: z.string(),
        title: z.string().nullable().describe('Null: about nodes that you may not see'),
        notices: count,
        created_at: answeredTime,
      })
      .meta({ id: 'Delivery' }),
  ),
  next_cursor: nextCursor,
})
