import { z } from 'zod'

// What these commands read of the server's answers; a newer server may send more.

const listedAlert = z.looseObject({
  alert_id: z.string(),
  state: z.string(),
  rule: z.looseObject({ text: z.string(), severity: z.string() }),
  started_at: z.string(),
  nodes: z.number(),
  firing: z.number(),
  first: z.array(z.looseObject({ node_did: z.string(), name: z.string().nullable() })),
  shared: z.looseObject({ label: z.string() }).nullable(),
  held: z.looseObject({ job_id: z.string().nullable(), window_until: z.string().nullable() }).optional(),
  acknowledged: z
    .looseObject({ by: z.looseObject({ name: z.string() }).nullable(), text: z.string() })
    .nullable(),
})
export type ListedAlert = z.infer<typeof listedAlert>

export const listedAlerts = z.looseObject({
  alerts: z.array(listedAlert),
  next_cursor: z.string().nullable(),
})

export const acknowledgedAlert = z.looseObject({ alert_id: z.string() })
export const madeSilence = z.looseObject({ silence_id: z.string() })
export const savedRule = z.looseObject({ rule_id: z.string() })

const listedRule = z.looseObject({
  rule_id: z.string(),
  text: z.string(),
  severity: z.string(),
  enabled: z.boolean(),
  fired: z.looseObject({ weeks: z.array(z.number().nullable()), ever: z.boolean(), noisy: z.boolean() }),
})
export type ListedRule = z.infer<typeof listedRule>

export const listedRules = z.looseObject({ rules: z.array(listedRule) })

const delivery = z.looseObject({ state: z.string(), answer: z.string().nullable() })
export const testedRule = z.looseObject({
  deliveries: z.array(delivery.extend({ name: z.string(), kind: z.string() })),
})

const listedChannel = z.looseObject({
  channel_id: z.string(),
  kind: z.string(),
  name: z.string(),
  shared: z.boolean(),
  enabled: z.boolean(),
  problem: z.string().nullable(),
})
export type ListedChannel = z.infer<typeof listedChannel>

export const listedChannels = z.looseObject({ channels: z.array(listedChannel) })
export const testedChannel = delivery
