import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { tags } from '@/lib/signing/domain/digest'
import type { Policy, SignedPolicy } from '@/lib/signing/domain/policy'
import type { Enrol } from './enrol'
import { signWithOwnKey } from './own-key'

/** Signs what an owner approves beforehand, with a key of this browser or a passkey; nothing counts without. */
export async function signPolicy(
  policy: Policy,
  ways: SigningWays,
  enrol: Enrol,
): Promise<Result<SignedPolicy>> {
  const signed = await signWithOwnKey(
    {
      ...{ content: () => policy, tag: tags.policy, optional: false, nothing: 'signed' },
      elsewhere: 'Sign where one of them is',
    },
    ways,
    enrol,
  )
  if (!signed.ok) return signed
  if (signed.value === null)
    return fail(
      'forbidden',
      'A policy counts only with your signature. Add a signing key on the page of your account.',
    )
  const { content, ...by } = signed.value
  return ok({ policy: content, ...by })
}
