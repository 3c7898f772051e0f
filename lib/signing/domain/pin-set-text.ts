import { fingerprintWords } from './fingerprint'
import type { PinnedKey } from './pinned-key'
import { type PinSet, pinSetDigest } from './pins'

const keyText = (pinned: PinnedKey): string =>
  'rp_id' in pinned
    ? `${pinned.key}, a passkey of ${pinned.rp_id} for ${pinned.origins.join(', ')}`
    : pinned.key

/** What somebody signs with new pins, made from them alone; no line is safe for a terminal yet. */
export function pinSetLines(pins: PinSet): string[] {
  const { node, sequence, required, owners, emergency } = pins
  const digest = pinSetDigest(pins)
  return [
    `Pins ${sequence} of ${node}`,
    `Must sign:  ${required} of these ${owners.length} owners`,
    ...owners.flatMap(({ person, keys }) => [`  ${person}`, ...keys.map((key) => `    ${keyText(key)}`)]),
    ...(emergency
      ? [
          `Emergency:  ${emergency.required} of these people, without the owners`,
          ...emergency.keys.map(({ person, ...key }) => `  ${person}: ${keyText(key)}`),
        ]
      : ['Emergency:  nobody']),
    `Words:      ${fingerprintWords(digest).join(' ')}`,
    `Digest:     ${digest}`,
  ]
}
