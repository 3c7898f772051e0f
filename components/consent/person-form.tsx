import { Field, Select } from '@/components/ui/field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { ShownPerson } from '@/lib/consent/domain/consent-page'

/** Chooses one of these people; `input` holds what the action takes in addition to `person`. */
export const PersonForm = (props: {
  action: Action
  input: object
  people: ShownPerson[]
  label: string
  submit: string
}) => (
  <SendForm action={props.action} beside={props.input} className="flex flex-col gap-2.5">
    <FormNotes shown={['person']} />
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
      <SubmitButton busy="Saving…">{props.submit}</SubmitButton>
    </div>
  </SendForm>
)
