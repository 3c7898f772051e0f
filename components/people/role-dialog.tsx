'use client'

import { FieldGroup } from '@/components/ui/field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { PersonAtHand } from '@/lib/people/domain/people-page'
import { RoleChoice } from './invite-dialog'
import { DialogBody, DialogFoot } from './page-dialog'
import { useDone } from './use-done'

export function RoleDialog({ person, change }: { person: PersonAtHand; change: Action }) {
  const done = useDone(`The role of ${person.name} was changed.`)
  return (
    <SendForm action={change} beside={{ person: person.did }} done={done}>
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
    </SendForm>
  )
}
