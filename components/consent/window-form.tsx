'use client'

import { Field, FieldGroup, Input } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { maxNameLength, windowMinutes } from '@/lib/consent/domain/limits'
import { weekdays } from '@/lib/consent/domain/rule-text'

const shown = ['name', 'weekdays', 'start', 'duration_minutes', 'time_zone']

const bodyOf = (form: HTMLFormElement) => ({
  name: textOf(form, 'name'),
  weekdays: new FormData(form).getAll('weekdays').map(Number),
  start: textOf(form, 'start').slice(0, 5),
  duration_minutes: Number(textOf(form, 'duration_minutes')),
  time_zone: textOf(form, 'time_zone').trim(),
})

/** A weekly window; `zone` is the default, the reader's own. */
export const WindowForm = (props: { did: string; zone: string; add: Action }) => (
  <SendForm action={props.add} beside={{ did: props.did }} body={bodyOf} className="flex flex-col gap-3">
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      <Field label="Name" required path="name">
        <Input name="name" maxLength={maxNameLength} autoComplete="off" placeholder="Weekend night" />
      </Field>
      <Field label="Time zone" required path="time_zone">
        <Input name="time_zone" maxLength={64} autoComplete="off" defaultValue={props.zone} />
      </Field>
      <Field label="Starts at" required path="start">
        <Input name="start" type="time" defaultValue="02:00" />
      </Field>
      <Field label="Minutes" required path="duration_minutes">
        <Input
          name="duration_minutes"
          type="number"
          min={windowMinutes.least}
          max={windowMinutes.most}
          defaultValue={120}
        />
      </Field>
    </div>
    <FieldGroup legend="Days" path="weekdays">
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
    </FieldGroup>
    <FormNotes shown={shown} />
    <div>
      <SubmitButton busy="Saving…">Add window</SubmitButton>
    </div>
  </SendForm>
)
