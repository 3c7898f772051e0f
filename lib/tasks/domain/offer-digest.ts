import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { offerDigest } from '@/lib/signing/domain/offer'
import type { TaskOffer } from './task'

type Announced = TaskOffer & { digest?: string | undefined }

/** A task as it is sent and hashed: without its digest, and what is undefined is left out. */
export function entryOf({ digest: _, ...offer }: Announced): JsonObject {
  const sent: unknown = JSON.parse(JSON.stringify(offer))
  return isJsonObject(sent) ? sent : {}
}

/** The same with the digest by which an approval names it, as an agent announces it. */
export const withDigest = ({ digest: _, ...offer }: Announced) => ({
  ...offer,
  digest: offerDigest(entryOf(offer)),
})
