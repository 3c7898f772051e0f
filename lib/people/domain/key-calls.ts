import { z } from 'zod'
import { shownName } from '@/lib/kernel/json/schemas'
import { taggedDigest, tags } from '@/lib/signing/domain/digest'
import { canonicalTime, didKey } from '@/lib/signing/domain/fields'
import { signature } from '@/lib/signing/domain/signature-form'

// Keys with which people sign what they decide: what is sent about them.

/** What a new key signs, to show that whoever enrols it holds it. */
const enrolment = z.strictObject({
  version: z.literal(1),
  person: z.string(),
  key: didKey,
  enrolled_at: canonicalTime,
})
export type Enrolment = z.infer<typeof enrolment>

export const enrolmentDigest = (value: Enrolment): string => taggedDigest(tags.enrolment, value)

const keyName = shownName()

/** Where a passkey signs, and which credential of its device it is. */
const passkey = z.strictObject({
  credential_id: z.string().min(1).max(2_000),
  rp_id: z.string().min(1).max(253),
  origin: z.string().min(1).max(300),
})

const longestDays = 3_650

/**
 * `cosigned`: by a key that the person has already, over the same digest. `expires_in_days`: it signs nothing after that; by
 * default it does not end by itself.
 */
export const keyEnrolment = z.strictObject({
  name: keyName,
  enrolment,
  signature,
  passkey: passkey.optional(),
  cosigned: z.strictObject({ key: didKey, signature }).optional(),
  expires_in_days: z
    .int('must be a whole number of days')
    .min(1, 'must be at least 1')
    .max(longestDays, `must be at most ${longestDays}`)
    .optional(),
})

/** What a present key signs to end one, itself or another. */
const revocation = z.strictObject({
  version: z.literal(1),
  person: z.string(),
  key: didKey,
  revoked_at: canonicalTime,
})
export type Revocation = z.infer<typeof revocation>

export const revocationDigest = (value: Revocation): string => taggedDigest(tags.revocation, value)

export const keyRevocation = z.strictObject({
  revocation: revocation.optional(),
  signed: z.strictObject({ key: didKey, signature }).optional(),
})

/** How far the clock of whoever enrols a key may differ. */
export const enrolmentGraceMs = 10 * 60_000
