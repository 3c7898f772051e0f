import { z } from 'zod'
import { nodeTrust } from '@/lib/fleet/domain/node-trust'
import { jsonValue, storableText } from '@/lib/kernel/json/schemas'
import { instant } from '@/lib/kernel/time/schemas'
import { taskOffers } from '@/lib/tasks/domain/task'

// What an agent sends about its node's tasks and the job it runs.

/** `consent`: whose signatures the node requires; null: nobody's; absent: unknown. */
export const announcement = z.strictObject({ tasks: taskOffers, consent: nodeTrust.nullish() })

const claim_token = z.string().min(1).max(100)
const message = z.string().max(2_000, 'must have at most 2,000 characters')
const log = z
  .array(
    z.strictObject({
      at: instant,
      stream: z.enum(['stdout', 'stderr', 'system']),
      line: z.string().max(4_000),
    }),
  )
  .max(1_000)
  .default([])

/** The argument vector that the agent says it ran; absent: nothing was run. */
const ran = z.array(storableText.max(20_000)).min(1).max(101).optional()

/** `instance`: which installation of the agent asks, and the name of its machine; `dry_runs`: whether it makes any. */
export const claiming = z.strictObject({
  instance: z.strictObject({ id: storableText.min(1).max(100), host: storableText.max(255) }).optional(),
  dry_runs: z.boolean().optional(),
})

export const progress = z.strictObject({
  claim_token,
  percent: z.number().int().min(0).max(100).optional(),
  message: message.optional(),
  log,
})

export const completion = z.strictObject({
  claim_token,
  ran,
  result: jsonValue.optional(),
  message: message.optional(),
  log,
})

/** `cancelled`: the agent stopped because someone asked it to. */
export const failing = z.strictObject({
  claim_token,
  ran,
  result: jsonValue.optional(),
  message: message.min(1, 'must say what failed'),
  cancelled: z.boolean().optional(),
  log,
})
