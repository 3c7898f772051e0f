import { z } from 'zod'
import { fromBase64url } from './bytes'

/** Bytes in base64url without padding, in their one form. */
const base64url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => fromBase64url(text) !== null, 'must be base64url without padding')

const rawSignature = base64url(86).refine(
  (text) => fromBase64url(text)?.length === 64,
  'must be 64 bytes in base64url',
)

/** What a browser answers to `navigator.credentials.get`. */
const assertion = z.strictObject({
  authenticator_data: base64url(10_000),
  client_data_json: base64url(10_000),
  signature: base64url(200),
})
export type Assertion = z.infer<typeof assertion>

/**
 * A signature over the 32 bytes of a digest: of `ed25519` R and S (RFC 8032); of `p256` r and s, ECDSA with SHA-256, s in its
 * lower half; of `passkey` an assertion whose challenge is the digest.
 */
export const signature = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ed25519'), value: rawSignature }),
  z.strictObject({ kind: z.literal('p256'), value: rawSignature }),
  z.strictObject({ kind: z.literal('passkey'), assertion }),
])
export type Signature = z.infer<typeof signature>
