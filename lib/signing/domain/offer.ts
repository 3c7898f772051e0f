import type { JsonObject } from '@/lib/kernel/json/json'
import { taggedDigest, tags } from './digest'
import { type DocumentOffer, documentOffer } from './document'
import { type Parsed, parseStrict } from './strict'

/** The digest of a task as its node announces it; a `digest` among its members is not part of it. */
export function offerDigest({ digest: _, ...entry }: JsonObject): string {
  return taggedDigest(tags.offer, entry)
}

/**
 * What the approval document says of a task, made from the node's entry. A node makes it from its own and compares: the
 * digest alone would let a document show another command than the one that the digest stands for.
 */
export const offerOf = (entry: JsonObject): Parsed<DocumentOffer> =>
  parseStrict(documentOffer, {
    digest: offerDigest(entry),
    command: entry.command ?? null,
    risk: entry.risk ?? null,
    params_schema: entry.params ?? null,
    cwd: entry.cwd ?? null,
    run_as: entry.run_as ?? null,
    timeout_seconds: entry.timeout_seconds ?? null,
    builtin: entry.builtin ?? null,
    ...(entry.dry_run !== undefined && { dry_run: entry.dry_run }),
  })
