'use client'

import type { Enrol } from '@/components/signing/enrol'
import { signStatement } from '@/components/signing/sign-statement'
import { Confirm } from '@/components/ui/confirm'
import type { Action } from '@/components/ui/use-send'
import type { ShownChange } from '@/lib/consent/domain/consent-page'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { tags } from '@/lib/signing/domain/digest'

/** Agrees to a change, signed by whoever has a key. */
export function Agree(props: { change: ShownChange; signing: SigningWays; enrol: Enrol; agree: Action }) {
  const { changeId, digest, text } = props.change
  const agree: Action = async (input) => {
    const decided = { version: 1, change: digest, decision: 'agree', decided_at: new Date().toISOString() }
    const signed = await signStatement(
      {
        statement: (key) => ({ ...decided, person: props.signing.person, key }),
        ...{ tag: tags.consentChange, optional: false, elsewhere: '' },
      },
      props.signing,
      props.enrol,
    )
    if (!signed.ok) return signed
    return props.agree({ ...Object(input), ...(signed.value ? { signed: signed.value } : {}) })
  }
  return (
    <Confirm
      inline
      outlined
      action={agree}
      input={{ change: changeId }}
      label="Agree"
      name={text}
      confirm="Yes, agree"
    >
      It takes effect immediately.
    </Confirm>
  )
}
