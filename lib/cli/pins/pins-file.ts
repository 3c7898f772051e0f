import { replaceFile } from '@/lib/agent/host/replace-file'
import { CommandError } from '@/lib/cli/exit'
import { readRegular } from '@/lib/kernel/files/regular-file'
import { isJsonObject } from '@/lib/kernel/json/json'
import { parsePinSet, parseUnsignedPins, pinSetDigest, type SignedPinSet } from '@/lib/signing/domain/pins'
import { checkSignature } from '@/lib/signing/domain/signature'
import { parseLossless, problemText } from '@/lib/signing/domain/strict'

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function textOf(file: string): string {
  try {
    return readRegular(file)
  } catch (error) {
    throw new CommandError(`Cannot read ${file}: ${reasonOf(error)}.`)
  }
}

/** New pins and who has signed exactly them so far. Throws CommandError. */
export function readPinSet(file: string): SignedPinSet {
  const refuse = (problem: Parameters<typeof problemText>[0]) =>
    new CommandError(`The new pins in ${file} cannot be signed: ${problemText(problem)}.`)
  const json = parseLossless(textOf(file))
  if (!json.ok) throw refuse(json.problem)
  const { value } = json
  if (isJsonObject(value) && 'pins' in value) {
    const signed = parsePinSet(value)
    if (!signed.ok) throw refuse(signed.problem)
    const digest = pinSetDigest(signed.value.pins)
    const forged = signed.value.signatures.find(
      ({ key, signature }) => !checkSignature(signature, digest, { key }).ok,
    )
    if (!forged) return signed.value
    throw new CommandError(
      `The signature of ${forged.key} in ${file} is not one over these pins: they were changed after it, or it is not genuine. Take it out of the file, and ask that owner again.`,
    )
  }
  const pins = parseUnsignedPins(value)
  if (pins.ok) return { pins: pins.value, signatures: [] }
  const hint = hintFor(value)
  throw hint === null
    ? refuse(pins.problem)
    : new CommandError(`The new pins in ${file} cannot be signed: ${hint}.`)
}

/** For what somebody has copied from a tasks file; null for anything else. */
function hintFor(value: unknown): string | null {
  if (!isJsonObject(value)) return null
  if ('consent' in value || 'tasks' in value)
    return 'it is a tasks file; write what its "consent" is to become into a file of its own'
  const add = 'add "sequence", a number above that of the present pins (1 if they have none)'
  if ('delegation' in value)
    return `take out "delegation", which only the tasks file on the node says${'sequence' in value ? '' : `, and ${add}`}`
  return 'sequence' in value ? null : add
}

/** Throws CommandError. */
export function writePinSet(file: string, signed: SignedPinSet): void {
  try {
    replaceFile(file, `${JSON.stringify(signed, null, 2)}\n`)
  } catch (error) {
    throw new CommandError(`Cannot write ${file}: ${reasonOf(error)}.`)
  }
}
