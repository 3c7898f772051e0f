import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogForm } from '@/components/ui/dialog-form'
import { FieldGroup } from '@/components/ui/field'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { PersonAtHand } from '@/lib/people/domain/people-page'
import { RoleChoice } from './invite-dialog'

export function RoleDialog({ person, change }: { person: PersonAtHand; change: Action }) {
  return (
    <DialogForm
      action={change}
      beside={{ person: person.did }}
      said={`The role of ${person.name} was changed.`}
    >
      <DialogBody>
        <FormNotes shown={['role']} />
        <FieldGroup legend="Role" path="role">
          <RoleChoice chosen={person.role} />
        </FieldGroup>
        <p className="text-xs text-ink-3">
          It holds from their next request on. Approvals count only while their role lets them vote.
        </p>
      </DialogBody>
      <DialogFoot>
        <SubmitButton variant="primary" busy="Saving…">
          Change role
        </SubmitButton>
      </DialogFoot>
    </DialogForm>
  )
}
