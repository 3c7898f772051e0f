import { z } from 'zod'
import { taggedDigest, tags } from './digest'
import { anyDid, canonicalTime, didKey, nonce } from './fields'
import { pinnedKey } from './pinned-key'
import { signature } from './signature-form'
import type { Statement } from './statement'
import { type Parsed, parseStrict } from './strict'

/**
 * Lets somebody decide for an owner of one node, from `starts` until before `until`. `to_keys`: the keys with which they sign;
 * without one, no node counts what they decide.
 */
const delegation = z
  .strictObject({
    node: anyDid,
    from: anyDid,
    to: anyDid,
    to_keys: z.array(pinnedKey).max(20),
    starts: canonicalTime,
    until: canonicalTime,
    nonce,
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must be another person' })
  .refine(({ starts, until }) => starts < until, { path: ['until'], message: 'must be after starts' })
export type Delegation = z.infer<typeof delegation>

export const delegationDigest = (value: Delegation): string => taggedDigest(tags.delegation, value)

/** `key`: which key of the owner signed it. */
const signedDelegation = z.strictObject({ delegation, key: didKey, signature })
export type SignedDelegation = z.infer<typeof signedDelegation>

export const parseDelegation = (value: unknown): Parsed<SignedDelegation> =>
  parseStrict(signedDelegation, value)

/** Whether somebody could decide with this key under a delegation when they say that they did. */
export const covers = (
  { to, to_keys, starts, until }: Delegation,
  { person, key, decided_at }: Pick<Statement, 'person' | 'key' | 'decided_at'>,
): boolean =>
  to === person && to_keys.some((one) => one.key === key) && starts <= decided_at && decided_at < until
