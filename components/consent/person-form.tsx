import { Field, Input, Select } from '@/components/ui/field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { ShownPerson } from '@/lib/consent/domain/consent-page'
import { maxReasonLength } from '@/lib/kernel/text/reason'

/** Chooses one of these people; `input` holds what the action takes in addition to `person`. */
export const PersonForm = (props: {
  action: Action
  input: object
  people: ShownPerson[]
  label: string
  submit: string
  /** Whether to ask why. */
  reason?: boolean
}) => (
  <SendForm action={props.action} beside={props.input} className="flex flex-col gap-2.5">
    <FormNotes shown={['person', 'reason']} />
    <div className="flex flex-wrap items-end gap-2.5">
      <Field label={props.label} required path="person" className="min-w-48 flex-1">
        <Select name="person" defaultValue="">
          <option value="">Choose a person</option>
          {props.people.map(({ did, name, role }) => (
            <option key={did} value={did}>
              {name} ({role})
            </option>
          ))}
        </Select>
      </Field>
      {props.reason === true && (
        <Field
          label="Why"
          required
          path="reason"
          hint="The owners are asked first and read this"
          className="min-w-48 flex-1"
        >
          <Input name="reason" maxLength={maxReasonLength} autoComplete="off" />
        </Field>
      )}
      <SubmitButton busy="Saving…">{props.submit}</SubmitButton>
    </div>
  </SendForm>
)
