'use client'

import type { ComponentProps } from 'react'
import type { Enrol } from '@/components/signing/enrol'
import { signChange } from '@/components/signing/sign-change'
import { Confirm } from '@/components/ui/confirm'
import type { Action, Done } from '@/components/ui/use-send'
import type { ShownChange, ToSign } from '@/lib/consent/domain/consent-page'
import type { SigningWays } from '@/lib/people/domain/signing-ways'

/** How an owner agrees: with a signature, if they have a key. */
export type Agreeing = { signing: SigningWays; enrol: Enrol; agree: Action }

async function agreeTo({ change, digest }: ToSign, { signing, enrol, agree }: Agreeing) {
  const signed = await signChange(digest, signing, enrol)
  if (!signed.ok) return signed
  return agree({ change, ...(signed.value ? { signed: signed.value } : {}) })
}

/** Agrees to a change that somebody asked for. */
export function Agree({ change, agreeing }: { change: ShownChange; agreeing: Agreeing }) {
  const { changeId, digest, text } = change
  return (
    <Confirm
      inline
      outlined
      action={() => agreeTo({ change: changeId, digest }, agreeing)}
      input={{ change: changeId }}
      label="Agree"
      name={text}
      confirm="Yes, agree"
    >
      It takes effect immediately. {agreeing.signing.unsigned}
    </Confirm>
  )
}

/** A button for a change that an owner wants themselves, and signs at once. */
export function OwnChange({
  action,
  agreeing,
  mine,
  ...confirm
}: Omit<ComponentProps<typeof Confirm>, 'action'> & {
  action: Action<Done & { toSign?: ToSign }>
  agreeing: Agreeing
  /** Whether the viewer is an owner; others are asked about it. */
  mine: boolean
}) {
  const send: Action = async (input) => {
    const asked = await action(input)
    return mine && asked.ok && asked.value.toSign ? agreeTo(asked.value.toSign, agreeing) : asked
  }
  return <Confirm {...confirm} action={send} />
}
