import { z } from 'zod'
import { signature } from './signature-form'
import { decisionList, statement } from './statement'
import { listDigest, statementDigest } from './statement-digest'
import { type Parsed, parseStrict } from './strict'

/** A decision with its signature; with `list`, the digest of the list is what was signed. */
const signedVote = z.strictObject({ statement, list: decisionList.nullable(), signature })
export type SignedVote = z.infer<typeof signedVote>

export const parseVote = (value: unknown): Parsed<SignedVote> => parseStrict(signedVote, value)

/** The digest that the vote's signature is over. */
export const signedDigest = ({ list, statement: one }: Pick<SignedVote, 'list' | 'statement'>): string =>
  list ? listDigest(list) : statementDigest(one)
