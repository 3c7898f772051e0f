import { z } from 'zod'
import { storableText } from '@/lib/kernel/json/schemas'
import { fromBase64url } from './bytes'
import { readDidKey } from './did-key'

/** A SHA-256 digest. */
export const hexDigest = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 small hex digits')

const isCanonicalTime = (text: string): boolean => {
  const at = Date.parse(text)
  return text.length === 24 && !Number.isNaN(at) && new Date(at).toISOString() === text
}

/** A moment in the one form that is signed: UTC with milliseconds. */
export const canonicalTime = z
  .string()
  .refine(isCanonicalTime, 'must be a time in UTC with milliseconds such as 2026-11-29T12:00:00.000Z')

export const nonce = z
  .string()
  .refine((text) => fromBase64url(text)?.length === 16, 'must be 16 bytes in base64url')

/** The DID of a person or node; programs that write plain SQL may use any text. */
export const anyDid = storableText.min(1, 'must not be empty').max(255, 'must have at most 255 characters')

/** A public key that may sign. */
export const didKey = z.string().superRefine((text, context) => {
  const read = readDidKey(text)
  if (!read.ok) context.addIssue({ code: 'custom', message: read.message })
})
