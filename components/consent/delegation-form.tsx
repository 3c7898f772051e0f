'use client'

import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input, Select } from '@/components/ui/field'
import type { ShownPerson } from '@/lib/consent/domain/consent-page'
import { ChangeNotes } from './change-notes'
import { textOf } from './form-text'
import { type ChangeAction, useChange } from './use-change'

/** The end of this day (2027-03-01) where the reader is; what is no day stays as it is and is refused by the server. */
function endOfDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  const end = new Date(year ?? Number.NaN, (month ?? Number.NaN) - 1, (date ?? Number.NaN) + 1)
  return Number.isNaN(end.getTime()) ? day : end.toISOString()
}

/** An owner lets an approver decide in their place until the end of a day. */
export function DelegationForm(props: { did: string; people: ShownPerson[]; delegate: ChangeAction }) {
  const { send, pending, errorOf, refused, warnings, form } = useChange(props.delegate)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const element = event.currentTarget
    send({ did: props.did, to: textOf(element, 'to'), until: endOfDay(textOf(element, 'until')) })
  }
  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-2.5">
      <ChangeNotes refused={refused(['to', 'until'])} warnings={warnings} />
      <div className="flex flex-wrap items-end gap-2.5">
        <Field label="Let decide for you" required error={errorOf('to')} className="min-w-48 flex-1">
          <Select name="to" defaultValue="">
            <option value="">Choose an approver</option>
            {props.people.map(({ did, name }) => (
              <option key={did} value={did}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Until and including" required error={errorOf('until')} className="w-44 max-sm:w-full">
          <Input name="until" type="date" />
        </Field>
        <Button type="submit" disabled={pending}>
          {pending ? 'Wait…' : 'Delegate'}
        </Button>
      </div>
    </form>
  )
}
