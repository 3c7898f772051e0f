import { z } from 'zod'
import { isJsonObject, type JsonValue } from '@/lib/kernel/json/json'

const consentRefusal = z.strictObject({ code: z.string(), expected: z.string(), seen: z.string() })
export type ConsentRefusal = z.infer<typeof consentRefusal>

/** Why an agent did not believe that a job was approved, from the result that it reported; null: it ran it. */
export const consentRefusalOf = (result: JsonValue): ConsentRefusal | null =>
  (isJsonObject(result) && consentRefusal.safeParse(result.consent).data) || null
