'use client'

import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Textarea } from '@/components/ui/field'
import { textOf } from '@/components/ui/form-control'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import { longestComment } from '@/lib/jobs/domain/reason'

const shown = ['text']
const mostSuggested = 6

/** What was typed of a name after the last `@`; null where no name is begun. */
const begun = (text: string): string | null => /(?:^|[^\p{L}\p{N}@])@([^@\n]{0,40})$/u.exec(text)?.[1] ?? null

/** A text about the job; whoever can decide may ask the requester with it. */
export function CommentForm(props: {
  jobId: string
  people: readonly string[]
  asks: boolean
  hint: string
  comment: Action
}) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const name = begun(text)?.toLowerCase()
  const suggested =
    name === undefined
      ? []
      : props.people.filter((one) => ` ${one.toLowerCase()}`.includes(` ${name}`)).slice(0, mostSuggested)
  const complete = (one: string) => {
    setText(`${text.slice(0, text.length - (name?.length ?? 0))}${one} `)
    field.current?.focus()
  }
  return (
    <SendForm
      action={props.comment}
      body={(form) => ({
        jobId: props.jobId,
        text: textOf(form, 'text'),
        ...(props.asks ? { asks: new FormData(form).has('asks') } : {}),
      })}
      done={() => setText('')}
      className="flex flex-col gap-2.5"
    >
      <Field required label="Comment" path="text" hint={props.hint}>
        <Textarea
          ref={field}
          name="text"
          rows={2}
          maxLength={longestComment}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {suggested.length > 0 && (
        <fieldset aria-label="Mention" className="flex flex-wrap gap-1.5">
          {suggested.map((one) => (
            <Button key={one} size="sm" type="button" onClick={() => complete(one)}>
              <bdi>@{one}</bdi>
            </Button>
          ))}
        </fieldset>
      )}
      {props.asks && (
        <label className="flex min-h-6 items-start gap-1.5 touch:min-h-11">
          <input type="checkbox" name="asks" className="mt-0.5 size-4 accent-accent" />
          Ask the requester: the request needs information before it is decided
        </label>
      )}
      <FormNotes shown={shown} />
      <div>
        <SubmitButton busy="Adding…">Add the comment</SubmitButton>
      </div>
    </SendForm>
  )
}
