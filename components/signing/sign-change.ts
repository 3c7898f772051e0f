import { ok, type Result } from '@/lib/kernel/errors'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { tags } from '@/lib/signing/domain/digest'
import type { Enrol } from './enrol'
import { signWithOwnKey } from './own-key'

/** Signs that its owner agrees to a change, given by its digest; null for somebody who has no key. */
export async function signChange(
  digest: string,
  ways: SigningWays,
  enrol: Enrol,
): Promise<Result<object | null>> {
  const signed = await signWithOwnKey(
    {
      content: (key) => ({
        ...{ version: 1, change: digest, decision: 'agree' },
        ...{ decided_at: new Date().toISOString(), person: ways.person, key },
      }),
      ...{ tag: tags.consentChange, optional: false, nothing: 'decided' },
      elsewhere: 'Decide where one of them is',
    },
    ways,
    enrol,
  )
  if (!signed.ok || signed.value === null) return signed
  const { content, signature } = signed.value
  return ok({ statement: content, signature })
}
