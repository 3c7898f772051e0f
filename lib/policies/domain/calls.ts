import { z } from 'zod'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { shownName } from '@/lib/kernel/json/schemas'

/** The next revision of a policy, signed by its owner. */
export const signedRevision = z.strictObject({
  name: shownName(100).describe('What people call it; no part of what is signed'),
  // Checked further by whoever verifies it.
  signed: z
    .custom<JsonObject>(isJsonObject, 'must be a JSON object')
    .meta({ type: 'object' })
    .describe('{policy, key, signature}, as docs/consent-format.md has it'),
})
