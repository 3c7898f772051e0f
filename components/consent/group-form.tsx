import { Field, Input } from '@/components/ui/field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { maxNameLength } from '@/lib/consent/domain/limits'

export const GroupForm = ({ create }: { create: Action }) => (
  <SendForm action={create} className="flex flex-col gap-2.5">
    <FormNotes shown={['name']} />
    <div className="flex flex-wrap items-end gap-2.5">
      <Field label="New group" required path="name" className="min-w-48 flex-1">
        <Input name="name" maxLength={maxNameLength} autoComplete="off" placeholder="Security" />
      </Field>
      <SubmitButton busy="Saving…">Create group</SubmitButton>
    </div>
  </SendForm>
)
