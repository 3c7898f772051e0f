import { z } from 'zod'
import { anyDid, didKey } from '@/lib/signing/domain/fields'

/**
 * Whose signatures a node says that it requires, from its own tasks file: so many of these owners must sign. `emergency`: how
 * many keys are enough without owners, or 0; `emergency_pins`: which, and how many of their people; absent: unknown.
 * `delegation`: whether it counts delegates; absent: unknown. `policies`: whether it verifies standing consent; absent: its agent is of
 * an older version, which does not.
 */
export const nodeTrust = z.strictObject({
  required: z.int().positive(),
  owners: z
    .array(z.strictObject({ person: anyDid, keys: z.array(didKey).min(1).max(20) }))
    .min(1)
    .max(100),
  emergency: z.int().min(0),
  emergency_pins: z
    .strictObject({
      required: z.int().positive(),
      keys: z
        .array(z.strictObject({ person: anyDid, key: didKey }))
        .min(1)
        .max(100),
    })
    .optional(),
  delegation: z.boolean().optional(),
  policies: z.boolean().optional(),
})
export type NodeTrust = z.infer<typeof nodeTrust>

const countKeys = ({ owners }: NodeTrust): number =>
  owners.reduce((count, { keys }) => count + keys.length, 0)

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** `3 keys of 2 owners, 2 must sign`. */
export const trustText = (trust: NodeTrust): string =>
  `${counted(countKeys(trust), 'key')} of ${counted(trust.owners.length, 'owner')}, ${trust.required} must sign`
