import { z } from 'zod'
import { storableText } from './json-schema'

const maxLength = 255
const pattern = /^did:[a-z0-9]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._%-]$/

/** A decentralised identifier as DID Core writes it, at most 255 characters as the tables hold it. */
export const did = z
  .string()
  .max(maxLength, `must have at most ${maxLength} characters`)
  .regex(
    pattern,
    'must be a DID such as did:kos:griot:123f7a90 (did:, a method in lower case, an identifier)',
  )

export const isDid = (text: string): boolean => text.length <= maxLength && pattern.test(text)

/** A DID from any writer, for a path or a filter: plain SQL may hold what DID Core would not. */
export const anyDid = storableText.min(1, 'must not be empty').max(255, 'must have at most 255 characters')

/**
 * The start and the end of a long DID: `did:kos:griot:9f2c…41b7`. Whole when it is short anyway.
 * Where a cut falls into a character beyond 16 bits, its half becomes U+FFFD.
 */
export const shortDid = (value: string, keep = 4): string => cutDid(value, keep).toWellFormed()

function cutDid(value: string, keep: number): string {
  const cut = value.lastIndexOf(':') + 1
  const last = value.slice(cut)
  if (value.length <= 26 || last.length <= 2 * keep + 3)
    return value.length <= 40 ? value : `${value.slice(0, 20)}…${value.slice(-8)}`
  const head = value.slice(0, cut)
  return `${head.length > 20 ? `${head.slice(0, 19)}…` : head}${last.slice(0, keep)}…${last.slice(-keep)}`
}
