import { ok, type Result } from '@/lib/kernel/errors'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { toBase64url } from '@/lib/signing/domain/bytes'
import { tags } from '@/lib/signing/domain/digest'
import type { PinnedKey } from '@/lib/signing/domain/pinned-key'
import type { Signature } from '@/lib/signing/domain/signature-form'
import type { Enrol } from './enrol'
import { signWithOwnKey } from './own-key'

/** `starts` null: now. */
type Delegating = { node: string; to: string; keys: PinnedKey[]; starts: string | null; until: string }

/**
 * With keys of its own: React sends an object that several delegations share once, and names it by reference in the others, which
 * the server refuses as a form that it cannot read.
 */
const delegationOf = ({ node, to, keys, starts, until }: Delegating, from: string) => ({
  ...{ node, from, to, to_keys: structuredClone(keys), starts: starts ?? new Date().toISOString(), until },
  nonce: toBase64url(crypto.getRandomValues(new Uint8Array(16))),
})
type Delegation = ReturnType<typeof delegationOf>

/** Signs what an owner delegates, with a key of this browser or a passkey; null for somebody who has no key. */
export async function signDelegation(
  delegating: Delegating,
  ways: SigningWays,
  enrol: Enrol,
): Promise<Result<{ delegation: Delegation; key: string; signature: Signature } | null>> {
  if (ways.keys.length === 0) return ok(null)
  const signed = await signWithOwnKey(
    {
      content: () => delegationOf(delegating, ways.person),
      ...{ tag: tags.delegation, optional: false, nothing: 'delegated there' },
      elsewhere: 'Delegate where one of them is',
    },
    ways,
    enrol,
  )
  if (!signed.ok || signed.value === null) return signed.ok ? ok(null) : signed
  const { content, ...by } = signed.value
  return ok({ delegation: content, ...by })
}
