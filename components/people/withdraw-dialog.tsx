import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogForm } from '@/components/ui/dialog-form'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'

/** Takes an invitation back. */
export function WithdrawDialog(props: { invitationId: string; email: string; withdraw: Action }) {
  return (
    <DialogForm
      action={props.withdraw}
      beside={{ invitationId: props.invitationId }}
      said={`The invitation of ${props.email} was withdrawn.`}
    >
      <DialogBody>
        <FormNotes shown={[]} />
        <p className="text-ink-2">The link of {props.email} stops working immediately.</p>
      </DialogBody>
      <DialogFoot cancel="Keep it">
        <SubmitButton variant="danger" busy="Withdrawing…">
          Withdraw it
        </SubmitButton>
      </DialogFoot>
    </DialogForm>
  )
}
