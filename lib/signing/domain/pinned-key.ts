import { z } from 'zod'
import { anyDid, didKey } from './fields'

/** A key that signs a digest directly. */
const plain = { key: didKey }

/** A key inside an authenticator, which signs for these pages of one relying party (WebAuthn). */
const passkey = {
  key: didKey,
  rp_id: z.string().regex(/^[a-z0-9.-]{1,253}$/),
  origins: z.array(z.string()).min(1).max(10),
}

function isOriginOf(text: string, rpId: string): boolean {
  if (!URL.canParse(text)) return false
  const { origin, hostname } = new URL(text)
  return text === origin && (hostname === rpId || hostname.endsWith(`.${rpId}`))
}

const originsFit = ({ rp_id, origins }: { rp_id: string; origins: string[] }): boolean =>
  origins.every((origin) => isOriginOf(origin, rp_id))

/** The one message about a passkey: why it fits neither form. */
const message =
  'must be {key} or, for a passkey, {key, rp_id, origins}: a domain in small letters, and origins of it such as https://hakim.example.org'
const form = { error: message }

/** Where a passkey lacks something, it is none, and what it has would be called unknown of the other form. */
const plainForm = {
  error: (issue: z.core.$ZodRawIssue) =>
    issue.code === 'unrecognized_keys' && issue.keys.some((key) => key in passkey) ? message : undefined,
}

/** A key as a node pins it, a delegation names it and the server keeps it; with `rp_id`: a passkey. */
export const pinnedKey = z.union(
  [z.strictObject(plain, plainForm), z.strictObject(passkey).refine(originsFit)],
  form,
)
export type PinnedKey = z.infer<typeof pinnedKey>

const person = anyDid

/** The same with the person it belongs to. */
export const emergencyKey = z.union(
  [
    z.strictObject({ person, ...plain }, plainForm),
    z.strictObject({ person, ...passkey }).refine(originsFit),
  ],
  form,
)
