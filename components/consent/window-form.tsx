'use client'

import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { weekdays } from '@/lib/consent/domain/rule-text'
import { ChangeNotes } from './change-notes'
import { textOf } from './form-text'
import { type ChangeAction, useChange } from './use-change'

const shown = ['name', 'weekdays', 'start', 'duration_minutes', 'time_zone']

/** A weekly window; `zone` is the reader's, to begin with. */
export function WindowForm(props: { did: string; zone: string; add: ChangeAction }) {
  const { send, pending, errorOf, refused, warnings, form } = useChange(props.add)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const element = event.currentTarget
    const days = new FormData(element).getAll('weekdays')
    send({
      did: props.did,
      name: textOf(element, 'name'),
      weekdays: days.map(Number),
      start: textOf(element, 'start').slice(0, 5),
      duration_minutes: Number(textOf(element, 'duration_minutes')),
      time_zone: textOf(element, 'time_zone').trim(),
    })
  }
  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Field label="Name" required error={errorOf('name')}>
          <Input name="name" maxLength={100} autoComplete="off" placeholder="Weekend night" />
        </Field>
        <Field label="Time zone" required error={errorOf('time_zone')}>
          <Input name="time_zone" maxLength={64} autoComplete="off" defaultValue={props.zone} />
        </Field>
        <Field label="Begins at" required error={errorOf('start')}>
          <Input name="start" type="time" defaultValue="02:00" />
        </Field>
        <Field label="Minutes" required error={errorOf('duration_minutes')}>
          <Input name="duration_minutes" type="number" min={5} max={1_440} defaultValue={120} />
        </Field>
      </div>
      <fieldset aria-describedby={errorOf('weekdays') ? 'window-days' : undefined}>
        <legend className="mb-1 font-medium">Days</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {weekdays.map(({ day, name }) => (
            <label key={day} className="inline-flex min-h-8 items-center gap-1.5 pointer-coarse:min-h-11">
              <input type="checkbox" name="weekdays" value={day} className="size-4 accent-accent" />
              <abbr title={name} className="no-underline">
                {name.slice(0, 3)}
              </abbr>
            </label>
          ))}
        </div>
        {errorOf('weekdays') && (
          <p id="window-days" className="text-xs text-error">
            {errorOf('weekdays')}
          </p>
        )}
      </fieldset>
      <ChangeNotes refused={refused(shown)} warnings={warnings} />
      <div>
        <Button type="submit" disabled={pending}>
          {pending ? 'Wait…' : 'Add the window'}
        </Button>
      </div>
    </form>
  )
}
