import { z } from 'zod'
import { storableText } from '@/lib/kernel/json/schemas'
import { taggedDigest, tags } from './digest'
import { anyDid, canonicalTime, didKey, hexDigest } from './fields'
import { paramBound } from './policy-bounds'
import { mostWindows } from './policy-limits'
import { policyWindow } from './policy-windows'
import { signature } from './signature-form'
import { type Parsed, parseStrict } from './strict'

const mostNodes = 500
const longestPolicyDays = 366

const isSorted = (texts: readonly string[]): boolean =>
  texts.every((text, index) => index === 0 || (texts[index - 1] ?? '') < text)
const sorted = 'must be sorted, each once'

const isShort = ({ starts, ends }: { starts: string; ends: string }): boolean =>
  Date.parse(ends) - Date.parse(starts) <= longestPolicyDays * 86_400_000

/**
 * Standing consent: what an owner approves beforehand. A request is inside it if its node, its task as the node offers it and all its
 * parameters are, at a time inside it; `windows` empty: at any time. `rate`: how many jobs may start in 24 hours on one node and in all.
 */
const policy = z
  .strictObject({
    version: z.literal(1),
    policy_id: z
      .string()
      .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID in small letters'),
    revision: z.number().int().positive().max(1_000_000),
    person: anyDid,
    nodes: z.array(anyDid).min(1).max(mostNodes).refine(isSorted, sorted),
    task: storableText.min(1, 'must not be empty'),
    offer_digests: z.array(hexDigest).min(1).max(mostNodes).refine(isSorted, sorted),
    params: z.record(storableText.min(1), paramBound),
    windows: z.array(policyWindow).max(mostWindows),
    rate: z.strictObject({
      per_node_per_day: z.number().int().min(1).max(1_000),
      per_day: z.number().int().min(1).max(10_000),
    }),
    starts: canonicalTime,
    ends: canonicalTime,
  })
  .refine(({ starts, ends }) => starts < ends, { path: ['ends'], message: 'must be after starts' })
  .refine(isShort, {
    path: ['ends'],
    message: `must be at most ${longestPolicyDays} days after starts`,
  })
export type Policy = z.infer<typeof policy>

export const parsePolicy = (value: unknown): Parsed<Policy> => parseStrict(policy, value)

/** What is signed of it. */
export const policyDigest = (value: Policy): string => taggedDigest(tags.policy, value)

/** `key`: which key of the owner signed it. */
const signedPolicy = z.strictObject({ policy, key: didKey, signature })
export type SignedPolicy = z.infer<typeof signedPolicy>

export const parseSignedPolicy = (value: unknown): Parsed<SignedPolicy> => parseStrict(signedPolicy, value)
