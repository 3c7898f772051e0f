'use client'

import { Field, Input, Select } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { ShownPerson } from '@/lib/consent/domain/consent-page'

/** The end of this day (2027-03-01) in the reader's zone; anything else stays as it is, and the server refuses it. */
function endOfDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  const end = new Date(year ?? Number.NaN, (month ?? Number.NaN) - 1, (date ?? Number.NaN) + 1)
  return Number.isNaN(end.getTime()) ? day : end.toISOString()
}

/** An owner delegates to an approver through a last day. */
export function DelegationForm(props: { did: string; people: ShownPerson[]; delegate: Action }) {
  const body = (form: HTMLFormElement) => ({ to: textOf(form, 'to'), until: endOfDay(textOf(form, 'until')) })
  return (
    <SendForm
      action={props.delegate}
      beside={{ did: props.did }}
      body={body}
      className="flex flex-col gap-2.5"
    >
      <FormNotes shown={['to', 'until']} />
      <div className="flex flex-wrap items-end gap-2.5">
        <Field label="Delegate to" required path="to" className="min-w-48 flex-1">
          <Select name="to" defaultValue="">
            <option value="">Choose an approver</option>
            {props.people.map(({ did, name }) => (
              <option key={did} value={did}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Through (last day)" required path="until" className="w-44 max-sm:w-full">
          <Input name="until" type="date" />
        </Field>
        <SubmitButton busy="Saving…">Delegate</SubmitButton>
      </div>
    </SendForm>
  )
}
