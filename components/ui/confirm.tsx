'use client'

import clsx from 'clsx'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type ReactNode, startTransition, useEffect, useRef, useState } from 'react'
import { toast } from '@/components/ui/toast'
import { fail, type Result } from '@/lib/kernel/errors'
import { Button } from './button'
import { type Choice, ChoiceField } from './choice-field'
import { Notice } from './notice'
import { ReasonField, refusedWords, wordsError } from './reason-field'
import { RefusedButton } from './refused-button'
import { useKeptFocus } from './use-kept-focus'
import { type Action, type Done, useSend } from './use-send'

/** Of a reason that has to be longer, the label stays above it. */
const longestInPlace = 10

const lost =
  'The server did not answer, so this may or may not have arrived. Check what is shown here before you try again.'

/**
 * A button that asks before it acts, for a reason too if one is needed. A refused action is shown disabled, with the
 * refusal. Escape closes the question and returns the focus to the button, or to where it was.
 */
export function Confirm(props: {
  action: Action
  /** The action's input as of when the question was opened, so it is never newer than what the person read. */
  input: object
  label: string
  /** What it acts on, for those who cannot see where the button is. */
  name?: string
  confirm: string
  keep?: string
  refusal?: string | null
  danger?: boolean
  /** In a row with its subject; the button has a border only if `outlined`. */
  inline?: boolean
  outlined?: boolean
  /** Asks for a text of at least `least` characters; 0 makes it optional. */
  reason?: { name: 'reason' | 'review' | 'text'; label: string; least: number }
  choice?: Choice
  /** Shown briefly once it is done. */
  done?: string
  /** The question, or what to know before answering. */
  children?: ReactNode
}) {
  const { choice, reason, inline = false } = props
  const router = useRouter()
  const root = useKeptFocus<HTMLFieldSetElement>()
  const opener = useRef<HTMLButtonElement>(null)
  const { send, refuse, clear, changed, pending, failure, refusedBeside } = useSend(root, lost)
  const [confirming, setConfirming] = useState(false)
  const [input, setInput] = useState(props.input)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState('')
  const [announcement, setAnnouncement] = useState('')
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const variant = props.danger ? 'danger' : 'secondary'
  const named = props.name === undefined ? props.label : `${props.label}: ${props.name}`

  useEffect(() => {
    if (!confirming && !pending && document.activeElement === root.current) opener.current?.focus()
  }, [confirming, pending, root])

  if (typeof props.refusal === 'string')
    return (
      <fieldset ref={root} aria-label={named} tabIndex={-1}>
        <RefusedButton label={props.label} refusal={props.refusal} variant={variant} />
      </fieldset>
    )

  const hold = () => root.current?.focus({ preventScroll: true })
  const open = () => {
    setInput(props.input)
    clear()
    setConfirming(true)
  }
  const close = () => {
    hold()
    setConfirming(false)
  }
  const answered = (result: Result<Done>) => {
    if (result.ok) {
      setWarnings(result.value.warnings ?? [])
      setAnnouncement(result.value.status === undefined ? '' : `${result.value.status}.`)
      if (props.done !== undefined) toast.success(props.done)
    } else if (reason && result.error.kind === 'invalid') return
    // In one transition with the refresh, so that no intermediate state is shown.
    startTransition(() => {
      if (result.ok || !reason) setConfirming(false)
      router.refresh()
    })
  }
  const confirm = () => {
    const words = text.trim()
    if (choice && chosen === '') return refuse(fail('invalid', `${choice.legend}: choose one.`).error)
    if (reason && words.length < reason.least)
      return refuse(refusedWords(reason.name, tooShort(reason.least)))
    hold()
    setWarnings([])
    const written = reason && words !== '' ? { [reason.name]: words } : {}
    send(() => props.action({ ...input, ...(choice ? { [choice.name]: chosen } : {}), ...written }), answered)
  }
  const onKey = (event: KeyboardEvent) => {
    if (confirming && !pending && event.key === 'Escape' && !event.nativeEvent.isComposing) close()
  }

  const wrong = reason && wordsError(failure, reason.name)
  const notes = (
    <>
      {failure && wrong === undefined && <Notice tone="error">{refusedBeside([])}</Notice>}
      {warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {warning}
        </Notice>
      ))}
    </>
  )
  const size = inline ? 'sm' : 'md'
  const answers = (
    <>
      <Button
        size={size}
        variant={inline ? 'danger' : variant}
        // Whoever pressed the button can answer at once.
        autoFocus={!reason}
        disabled={pending}
        onClick={confirm}
      >
        {pending ? 'Sending…' : props.confirm}
      </Button>
      <Button size={size} variant="ghost" disabled={pending} onClick={close}>
        {props.keep ?? (inline ? 'Keep it' : 'Not now')}
      </Button>
    </>
  )
  return (
    <fieldset
      ref={root}
      aria-label={named}
      tabIndex={-1}
      onKeyDown={onKey}
      className={
        inline
          ? 'ml-auto flex min-w-0 flex-wrap items-center justify-end gap-2'
          : 'flex min-w-0 flex-col gap-2.5'
      }
    >
      {inline && notes}
      {!confirming && (
        <Button
          ref={opener}
          size={size}
          variant={inline && !props.outlined ? 'ghost' : variant}
          className={clsx(!inline && 'self-start')}
          disabled={pending}
          aria-label={props.name === undefined ? undefined : named}
          onClick={open}
        >
          {props.label}
        </Button>
      )}
      {confirming && (inline ? <span className="text-ink-2">{props.children}</span> : props.children)}
      {confirming && choice && (
        <ChoiceField choice={choice} chosen={chosen} disabled={pending} onChange={setChosen} />
      )}
      {confirming && reason && (
        <ReasonField
          // What is required to be long is written at leisure, with its label in view.
          inPlace={reason.least <= longestInPlace}
          required={reason.least > 0}
          name={reason.name}
          autoFocus
          rows={reason.least <= longestInPlace ? 2 : 4}
          label={reason.label}
          value={text}
          disabled={pending}
          error={wrong}
          onChange={(event) => {
            setText(event.target.value)
            changed([reason.name])
          }}
        />
      )}
      {confirming && (inline ? answers : <div className="flex flex-wrap gap-2.5">{answers}</div>)}
      {!inline && notes}
      <span role="status" className="sr-only">
        {announcement}
      </span>
    </fieldset>
  )
}

const tooShort = (least: number): string =>
  least === 1 ? 'Write a few words.' : `Write at least ${least} characters.`
