'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { useKeptFocus } from '@/components/ui/use-kept-focus'
import { type JobAction, useDecision } from './use-decision'

type Choice = { name: string; legend: string; options: readonly { value: string; label: string }[] }

/**
 * One thing that can be done with a job: a button, and after it a question, with the words that it needs. A refused one
 * is there, disabled, with its reason. `least`: how many characters must be written; 0 makes the words optional.
 */
export function ActForm(props: {
  jobId: string
  action: JobAction
  label: string
  confirm: string
  keep?: string
  refusal: string | null
  danger?: boolean
  field: { name: 'reason' | 'review'; label: string; least: number }
  choice?: Choice
  /** Sent along as it is. */
  extra?: Record<string, string>
  children?: ReactNode
}) {
  const { field, choice } = props
  const { send, pending, problem, setProblem, done } = useDecision()
  // Null until it was opened for the first time.
  const [asked, setAsked] = useState<boolean | null>(null)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState('')
  // What was on the page when the form was opened: what is sent is never newer than what was read.
  const [extra, setExtra] = useState(props.extra)
  const root = useKeptFocus<HTMLDivElement>()
  const box = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const variant = props.danger ? 'danger' : 'secondary'

  // Nothing within can have the focus while it is sent.
  useEffect(() => {
    if (problem?.on === 'reason' && !pending) box.current?.focus()
  }, [problem, pending])

  if (props.refusal !== null)
    return (
      <div ref={root} tabIndex={-1} className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Button variant={variant} disabled aria-describedby={`${id}-refusal`}>
          {props.label}
        </Button>
        <p id={`${id}-refusal`} className="min-w-0 flex-1 basis-44 text-xs text-ink-2">
          {props.refusal}
        </p>
      </div>
    )

  const open = () => {
    setExtra(props.extra)
    setProblem(null)
    setAsked(true)
  }
  const confirm = () => {
    const said = text.trim()
    if (choice && chosen === '') return setProblem({ text: `${choice.legend}: choose one.`, on: null })
    if (said.length < field.least)
      return setProblem({
        text: field.least === 1 ? 'Say it in a few words.' : `Write at least ${field.least} characters.`,
        on: 'reason',
      })
    root.current?.focus({ preventScroll: true })
    send(props.action, {
      jobId: props.jobId,
      ...extra,
      ...(choice ? { [choice.name]: chosen } : {}),
      ...(said === '' ? {} : { [field.name]: said }),
    })
  }

  const close = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) setAsked(false)
  }

  return (
    <div ref={root} tabIndex={-1} className="flex min-w-0 flex-col gap-2.5">
      {!asked && (
        // Whoever closes the question is back at its button.
        <Button variant={variant} className="self-start" autoFocus={asked === false} onClick={open}>
          {props.label}
        </Button>
      )}
      {asked && (
        <fieldset
          className="flex min-w-0 flex-col gap-2.5"
          disabled={pending || done !== null}
          onKeyDown={close}
        >
          <legend className="sr-only">{props.label}</legend>
          {props.children}
          {choice && (
            <div role="radiogroup" aria-label={choice.legend} className="flex flex-wrap gap-x-5 gap-y-1">
              {choice.options.map(({ value, label }) => (
                <label key={value} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
                  <input
                    type="radio"
                    name={`${id}-choice`}
                    value={value}
                    checked={chosen === value}
                    onChange={() => setChosen(value)}
                    className="size-4 accent-(--accent)"
                  />
                  {label}
                </label>
              ))}
            </div>
          )}
          <div>
            <Textarea
              ref={box}
              // Whoever pressed the button is now asked, and can answer at once.
              autoFocus
              rows={2}
              value={text}
              maxLength={2_000}
              aria-label={field.label}
              placeholder={field.label}
              aria-invalid={problem?.on === 'reason' || undefined}
              aria-describedby={problem?.on === 'reason' ? `${id}-error` : undefined}
              onChange={(event) => setText(event.target.value)}
              className="field-sizing-content max-h-40"
            />
            {problem?.on === 'reason' && (
              <p id={`${id}-error`} role="alert" className="mt-1 text-xs text-error">
                {problem.text}
              </p>
            )}
          </div>
          <div className="flex flex-wrap gap-2.5">
            <Button variant={variant} onClick={confirm}>
              {pending ? 'Sending…' : props.confirm}
            </Button>
            <Button variant="ghost" onClick={() => setAsked(false)}>
              {props.keep ?? 'Not now'}
            </Button>
          </div>
        </fieldset>
      )}
      {problem && problem.on === null && <Notice tone="error">{problem.text}</Notice>}
      <span role="status" className="sr-only">
        {done ? `${done}.` : ''}
      </span>
    </div>
  )
}
