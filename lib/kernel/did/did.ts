import { z } from 'zod'
import { storableText } from '@/lib/kernel/json/schemas'

const maxLength = 255
const pattern = /^did:[a-z0-9]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._%-]$/

/** A decentralised identifier in the syntax of DID Core, at most 255 characters long like the columns. */
export const did = z
  .string()
  .max(maxLength, `must have at most ${maxLength} characters`)
  .regex(
    pattern,
    'must be a DID such as did:kos:griot:123f7a90 (did:, a method in lower case, an identifier)',
  )

export const isDid = (text: string): boolean => text.length <= maxLength && pattern.test(text)

/** A DID from any writer, for a path or a filter: rows of other programs may break the syntax of DID Core. */
export const anyDid = storableText.min(1, 'must not be empty').max(255, 'must have at most 255 characters')
