import { z } from 'zod'
import { taggedDigest, tags } from './digest'
import { anyDid, didKey } from './fields'
import { emergencyKey, pinnedKey } from './pinned-key'
import { signature } from './signature-form'
import { type Parsed, parseStrict } from './strict'

const required = z.number().int().positive()
const owner = z.strictObject({ person: anyDid, keys: z.array(pinnedKey).min(1).max(20) })

/** Whose votes a node counts. */
const trusted = {
  node: anyDid,
  required,
  owners: z.array(owner).min(1).max(100),
  emergency: z.strictObject({ required, keys: z.array(emergencyKey).min(1).max(100) }).nullable(),
}
type Trusted = z.infer<z.ZodObject<typeof trusted>>

const repeated = (values: readonly string[]): string | undefined =>
  values.find((value, index) => values.indexOf(value) !== index)

/** A quorum counts persons: a person who stood there twice, or a key of two persons, would count twice. */
function checkPersons({ required: wanted, owners, emergency }: Trusted, context: z.RefinementCtx): void {
  const issue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
  const person = repeated(owners.map((one) => one.person))
  if (person) issue(['owners'], `name ${person} twice; put all keys of a person together`)
  const extra = emergency?.keys ?? []
  const key = repeated([...owners.flatMap(({ keys }) => keys), ...extra].map((one) => one.key))
  if (key) issue(['owners'], `have the key ${key} twice; a key belongs to one person, once`)
  if (wanted > owners.length) issue(['required'], `is ${wanted}, but there are ${owners.length} owners`)
  const persons = new Set(extra.map((one) => one.person)).size
  if (emergency && emergency.required > persons)
    issue(['emergency', 'required'], `is ${emergency.required}, but the keys are of ${persons} people`)
}

/**
 * The pins in a node's tasks file. `delegation`: whether owners may let others decide for them; `dry_runs`: whether commands that show
 * what a task would change run without their approval; `emergency`: keys that are
 * enough without owners; `sequence`: that of the signed pins which they came from, none if somebody wrote them by hand.
 */
export const pins = z
  .strictObject({
    ...trusted,
    delegation: z.boolean().default(false),
    dry_runs: z.boolean().optional(),
    emergency: trusted.emergency.default(null),
    sequence: z.number().int().positive().optional(),
  })
  .superRefine(checkPersons)
export type Pins = z.infer<typeof pins>

/** Pins that replace others; of two sets the one with the higher `sequence` is newer. */
const pinSet = z.strictObject({ ...trusted, sequence: z.number().int().positive() }).superRefine(checkPersons)
export type PinSet = z.infer<typeof pinSet>

export const pinSetDigest = (value: PinSet): string => taggedDigest(tags.pins, value)

/** Signed by enough of the owners whom the pins before it name. */
const signedPinSet = z.strictObject({
  pins: pinSet,
  signatures: z.array(z.strictObject({ key: didKey, signature })).max(100),
})
export type SignedPinSet = z.infer<typeof signedPinSet>

/** Pins before anybody has signed them. */
export const parseUnsignedPins = (value: unknown): Parsed<PinSet> => parseStrict(pinSet, value)

export const parsePinSet = (value: unknown): Parsed<SignedPinSet> => parseStrict(signedPinSet, value)
