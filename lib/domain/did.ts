import { z } from 'zod'
import { storableText } from './json-schema'

/** A decentralised identifier as DID Core writes it, at most 255 characters as the tables hold it. */
export const did = z
  .string()
  .max(255, 'must have at most 255 characters')
  .regex(
    /^did:[a-z0-9]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._%-]$/,
    'must be a DID such as did:kos:griot:123f7a90 (did:, a method in lower case, an identifier)',
  )

/** A DID from any writer, for a path or a filter: plain SQL may hold what DID Core would not. */
export const anyDid = storableText.min(1, 'must not be empty').max(255, 'must have at most 255 characters')
