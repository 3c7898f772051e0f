import { sha256 } from '@noble/hashes/sha2.js'
import { canonicalJson, type JsonValue } from '@/lib/kernel/json/json'
import { toHex } from './bytes'

/** One tag for each purpose: what is signed for one means nothing for another. A new form needs a new number. */
export const tags = {
  document: 'hakim/approval-document/3',
  offer: 'hakim/offer/1',
  dryRun: 'hakim/dry-run/1',
  reason: 'hakim/reason/1',
  decision: 'hakim/decision/1',
  decisionList: 'hakim/decision-list/1',
  delegation: 'hakim/delegation/1',
  pins: 'hakim/pins/1',
  policy: 'hakim/policy/1',
  enrolment: 'hakim/enrolment/1',
  revocation: 'hakim/revocation/1',
  change: 'hakim/change/1',
  consentChange: 'hakim/consent-change/1',
} as const
type Tag = (typeof tags)[keyof typeof tags]

/** SHA-256, in hex, over the tag, a line feed and the canonical JSON (RFC 8785) of a value. */
export const taggedDigest = (tag: Tag, value: JsonValue): string =>
  toHex(sha256(new TextEncoder().encode(`${tag}\n${canonicalJson(value)}`)))

/** The digest of a reason that somebody gave, so that a signature covers it without repeating it. */
export const reasonDigest = (reason: string): string => taggedDigest(tags.reason, reason)
