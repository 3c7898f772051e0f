'use client'

import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Select } from '@/components/ui/field'
import type { ShownPerson } from '@/lib/consent/domain/consent-page'
import { ChangeNotes } from './change-notes'
import { textOf } from './form-text'
import { type ChangeAction, useChange } from './use-change'

/** Chooses one of these people; `input` is what the action takes besides `person`. */
export function PersonForm(props: {
  action: ChangeAction
  input: object
  people: ShownPerson[]
  label: string
  submit: string
}) {
  const { send, pending, errorOf, refused, warnings, form } = useChange(props.action)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    send({ ...props.input, person: textOf(event.currentTarget, 'person') })
  }
  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-2.5">
      <ChangeNotes refused={refused(['person'])} warnings={warnings} />
      <div className="flex flex-wrap items-end gap-2.5">
        <Field label={props.label} required error={errorOf('person')} className="min-w-48 flex-1">
          <Select name="person" defaultValue="">
            <option value="">Choose a person</option>
            {props.people.map(({ did, name, role }) => (
              <option key={did} value={did}>
                {name} ({role})
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" disabled={pending}>
          {pending ? 'Wait…' : props.submit}
        </Button>
      </div>
    </form>
  )
}
