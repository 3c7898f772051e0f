import { z } from 'zod'
import { anyDid, didKey } from './fields'

const isOrigin = (text: string): boolean => {
  try {
    return new URL(text).origin === text
  } catch {
    return false
  }
}

const isOfParty = (origin: string, rpId: string): boolean => {
  const { hostname } = new URL(origin)
  return hostname === rpId || hostname.endsWith(`.${rpId}`)
}

/** A key that signs a digest directly. */
const plain = { key: didKey }

/** A key inside an authenticator, which signs for these pages of one relying party (WebAuthn). */
const passkey = {
  key: didKey,
  rp_id: z.string().regex(/^[a-z0-9.-]{1,253}$/, 'must be a domain in small letters'),
  origins: z
    .array(z.string().refine(isOrigin, 'must be an origin such as https://hakim.example.org'))
    .min(1)
    .max(10),
}

function checkOrigins(
  { rp_id, origins }: { rp_id: string; origins: string[] },
  context: z.RefinementCtx,
): void {
  for (const [index, origin] of origins.entries())
    if (isOrigin(origin) && !isOfParty(origin, rp_id))
      context.addIssue({ code: 'custom', path: ['origins', index], message: `must be of ${rp_id}` })
}

const forms = 'must be {key} or, for a passkey, {key, rp_id, origins: ["https://…"]}'
const form = { error: forms }

/** Where a passkey lacks something, it is none, and what it has would be called unknown of the other form. */
const plainForm = {
  error: (issue: z.core.$ZodRawIssue) =>
    issue.code === 'unrecognized_keys' && issue.keys.some((key) => key in passkey) ? forms : undefined,
}

/** A key as a node pins it, a delegation names it and the server keeps it; with `rp_id`: a passkey. */
export const pinnedKey = z.union(
  [z.strictObject(plain, plainForm), z.strictObject(passkey).superRefine(checkOrigins)],
  form,
)
export type PinnedKey = z.infer<typeof pinnedKey>

const person = anyDid

/** The same with the person it belongs to. */
export const emergencyKey = z.union(
  [
    z.strictObject({ person, ...plain }, plainForm),
    z.strictObject({ person, ...passkey }).superRefine(checkOrigins),
  ],
  form,
)
