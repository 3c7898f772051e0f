'use client'

import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { DialogBody, DialogFoot } from './page-dialog'
import { useDone } from './use-done'

/** Takes an invitation back. */
export function WithdrawDialog(props: { invitationId: string; email: string; withdraw: Action }) {
  const done = useDone(`The invitation of ${props.email} was withdrawn.`)
  return (
    <SendForm action={props.withdraw} body={() => ({ invitationId: props.invitationId })} done={done}>
      <DialogBody>
        <FormNotes shown={[]} />
        <p className="text-ink-2">The link of {props.email} stops working immediately.</p>
      </DialogBody>
      <DialogFoot cancel="Keep it">
        <SubmitButton variant="danger" busy="Withdrawing…">
          Withdraw it
        </SubmitButton>
      </DialogFoot>
    </SendForm>
  )
}
