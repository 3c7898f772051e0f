import type { Result } from '@/lib/kernel/errors'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { tags } from '@/lib/signing/domain/digest'
import type { Enrol } from './enrol'
import { signStatement } from './sign-statement'

/** Signs that its owner agrees to a change, given by its digest; null for somebody who has no key. */
export const signChange = (digest: string, ways: SigningWays, enrol: Enrol): Promise<Result<object | null>> =>
  signStatement(
    {
      statement: (key) => ({
        ...{ version: 1, change: digest, decision: 'agree' },
        ...{ decided_at: new Date().toISOString(), person: ways.person, key },
      }),
      ...{ tag: tags.consentChange, optional: false, elsewhere: '' },
    },
    ways,
    enrol,
  )
