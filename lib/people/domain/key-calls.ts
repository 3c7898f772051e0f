import { z } from 'zod'
import { shownName } from '@/lib/kernel/json/schemas'
import { taggedDigest } from '@/lib/signing/domain/digest'
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

export const enrolmentDigest = (value: Enrolment): string => taggedDigest('hakim/enrolment/1', value)

const keyName = shownName()

/** Where a passkey signs, and which credential of its device it is. */
const passkey = z.strictObject({
  credential_id: z.string().min(1).max(2_000),
  rp_id: z.string().min(1).max(253),
  origin: z.string().min(1).max(300),
})

/** `cosigned`: by a key that the person has already, over the same digest. */
export const keyEnrolment = z.strictObject({
  name: keyName,
  enrolment,
  signature,
  passkey: passkey.optional(),
  cosigned: z.strictObject({ key: didKey, signature }).optional(),
})

/** How far the clock of whoever enrols a key may differ. */
export const enrolmentGraceMs = 10 * 60_000
