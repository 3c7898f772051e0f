import { type Pins, parsePinSet, pinSetDigest } from './pins'
import { type Refusal, refusalFrom } from './refusal'
import { checkSignature } from './signature'
import { problemText } from './strict'

/** Why a node keeps its pins. */
const pinsRefusals = {
  malformed: 'The new pins do not have their form.',
  other_node: 'The new pins are for another node.',
  not_newer: 'The new pins are not newer than those that this node has.',
  signature_bad: 'A signature of the new pins is not genuine.',
  key_unknown: 'The new pins are signed with a key that is not an owner’s.',
  quorum: 'Too few of the present owners have signed the new pins.',
} as const
export type PinsCode = keyof typeof pinsRefusals

const refuse = refusalFrom(pinsRefusals)

const byHand = ({ delegation, dry_runs }: Pins) => ({
  delegation,
  ...(dry_runs !== undefined && { dry_runs }),
})

/**
 * Whether new pins replace the present ones: enough of the present owners have signed them themselves, and they are newer.
 * Whether owners may delegate, and whether dry runs run unsigned, is not part of them: only hands on the node change that.
 * @param sequence of the present pins; 0 for those of the tasks file
 */
export function verifyPins(
  value: unknown,
  present: { pins: Pins; sequence: number },
): { ok: true; pins: Pins; sequence: number; persons: string[] } | Refusal<PinsCode> {
  const parsed = parsePinSet(value)
  if (!parsed.ok) return refuse('malformed', 'signed pins', problemText(parsed.problem))
  const { pins, signatures } = parsed.value
  const { sequence, ...trusted } = pins
  if (pins.node !== present.pins.node) return refuse('other_node', present.pins.node, pins.node)
  if (sequence <= present.sequence)
    return refuse('not_newer', `a sequence above ${present.sequence}`, `${sequence}`)
  const digest = pinSetDigest(pins)
  const presentKeys = present.pins.owners.flatMap(({ person, keys }) =>
    keys.map((pinned) => ({ person, pinned })),
  )
  const persons = new Set<string>()
  for (const { key, signature } of signatures) {
    const by = presentKeys.find(({ pinned }) => pinned.key === key)
    if (!by) return refuse('key_unknown', 'a key of a present owner', key)
    const check = checkSignature(signature, digest, by.pinned)
    if (!check.ok) return refuse('signature_bad', `a signature by ${by.person}`, check.message)
    persons.add(by.person)
  }
  return persons.size >= present.pins.required
    ? { ok: true, pins: { ...trusted, ...byHand(present.pins) }, sequence, persons: [...persons] }
    : refuse('quorum', `${present.pins.required} owners`, `${persons.size}`)
}
