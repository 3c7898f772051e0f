import { z } from 'zod'

// What these commands read of the server's answers; a newer server may send more.

const listedChange = z.looseObject({
  change_id: z.string(),
  state: z.string(),
  decided_by: z.string().nullable(),
  decided_at: z.string().nullable(),
  document: z.string(),
  digest: z.string(),
})
export type ListedChange = z.infer<typeof listedChange>

export const listedChanges = z.looseObject({ changes: z.array(listedChange) })

export const decidedChange = z.looseObject({
  change: z.looseObject({ change_id: z.string(), state: z.string() }),
})
