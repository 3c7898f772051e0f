import { isJsonObject } from '@/lib/kernel/json/json'
import { offerDigest } from '@/lib/signing/domain/offer'
import type { TaskOffer } from './task'

/** The offer as a node announces it and the server keeps it: with the digest by which an approval names it. */
export function withDigest({ digest: _, ...offer }: TaskOffer & { digest?: string | undefined }) {
  // As it is sent: what is undefined is left out.
  const sent: unknown = JSON.parse(JSON.stringify(offer))
  return { ...offer, digest: offerDigest(isJsonObject(sent) ? sent : {}) }
}
