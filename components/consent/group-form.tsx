'use client'

import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { ChangeNotes } from './change-notes'
import { textOf } from './form-text'
import { type ChangeAction, useChange } from './use-change'

export function GroupForm({ create }: { create: ChangeAction }) {
  const { send, pending, errorOf, refused, warnings, form } = useChange(create)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    send({ name: textOf(event.currentTarget, 'name') })
  }
  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-2.5">
      <ChangeNotes refused={refused(['name'])} warnings={warnings} />
      <div className="flex flex-wrap items-end gap-2.5">
        <Field label="New group" required error={errorOf('name')} className="min-w-48 flex-1">
          <Input name="name" maxLength={100} autoComplete="off" placeholder="Security" />
        </Field>
        <Button type="submit" disabled={pending}>
          {pending ? 'Wait…' : 'Create the group'}
        </Button>
      </div>
    </form>
  )
}
