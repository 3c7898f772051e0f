'use client'

import { Field, Input, Select } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { zonedInstant } from '@/lib/board/domain/request-form'
import type { ShownGroup, ShownRota } from '@/lib/consent/domain/consent-page'

const People = ({ name, group, first }: { name: string; group: ShownGroup; first: string }) => (
  <Select name={name} defaultValue="">
    <option value="">{first}</option>
    {group.members.map(({ did, name: called }) => (
      <option key={did} value={did}>
        {called}
      </option>
    ))}
  </Select>
)

/** Has one member on duty instead of another for a time, which is read in the zone of the rota. */
export function SwapForm(props: { group: ShownGroup; rota: ShownRota; add: Action }) {
  const { group, rota } = props
  const body = (form: HTMLFormElement) => {
    const instant = (name: string) => zonedInstant(textOf(form, name), rota.timeZone) ?? textOf(form, name)
    return {
      ...{ person: textOf(form, 'person'), instead_of: textOf(form, 'instead_of') },
      ...{ starts: instant('starts'), ends: instant('ends') },
    }
  }
  return (
    <SendForm
      action={props.add}
      beside={{ group: group.groupId }}
      body={body}
      className="flex flex-col gap-3"
    >
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Field label="On duty" required path="person">
          <People name="person" group={group} first="Choose a member" />
        </Field>
        <Field label="Instead of" required path="instead_of">
          <People name="instead_of" group={group} first="Choose a member" />
        </Field>
        <Field label="From" required path="starts">
          <Input name="starts" type="datetime-local" />
        </Field>
        <Field label="Until" required path="ends">
          <Input name="ends" type="datetime-local" />
        </Field>
      </div>
      <p className="text-xs text-ink-3">Times in {rota.timeZone}</p>
      <FormNotes shown={['person', 'instead_of', 'starts', 'ends']} />
      <div>
        <SubmitButton busy="Saving…">Add swap</SubmitButton>
      </div>
    </SendForm>
  )
}
