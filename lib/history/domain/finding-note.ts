import { z } from 'zod'
import { reasonText } from '@/lib/kernel/json/schemas'

/** What an administrator did about a finding. */
export const findingNote = z.strictObject({
  note: reasonText.min(1, 'must say what you did'),
})

/** What the log keeps of it. */
export const notedFinding = z.object({
  at: z.string(),
  actor_did: z.string().nullable(),
  finding: z.object({ id: z.string() }),
  note: z.string(),
})
