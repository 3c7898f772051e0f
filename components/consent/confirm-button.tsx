'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useKeptFocus } from '@/components/ui/use-kept-focus'
import { ChangeNotes } from './change-notes'
import { type ChangeAction, useChange } from './use-change'

/** One change after one more question. `name` says of what, for who cannot see where the button stands. */
export function AskFirst(props: {
  action: ChangeAction
  input: object
  label: string
  name: string
  question: string
  confirm: string
}) {
  const { send, pending, refused, warnings } = useChange(props.action)
  // Null until it was asked for the first time.
  const [asked, setAsked] = useState<boolean | null>(null)
  const root = useKeptFocus<HTMLFieldSetElement>()
  const opener = useRef<HTMLButtonElement>(null)
  const answer = (yes: boolean) => {
    setAsked(false)
    if (!yes) return
    // The button that asked cannot have the focus until this is done.
    root.current?.focus({ preventScroll: true })
    send(props.input)
  }
  useEffect(() => {
    if (!pending && document.activeElement === root.current) opener.current?.focus()
  }, [pending, root])
  const close = (event: KeyboardEvent) => {
    if (asked && event.key === 'Escape') answer(false)
  }
  return (
    <fieldset
      ref={root}
      aria-label={`${props.label}: ${props.name}`}
      tabIndex={-1}
      onKeyDown={close}
      className="ml-auto flex min-w-0 flex-wrap items-center justify-end gap-2 empty:hidden"
    >
      <ChangeNotes refused={refused([])} warnings={warnings} />
      {asked ? (
        <>
          <span className="text-ink-2">{props.question}</span>
          {/* Whoever pressed the button before is now asked, and can answer at once. */}
          <Button size="sm" variant="danger" autoFocus disabled={pending} onClick={() => answer(true)}>
            {props.confirm}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => answer(false)}>
            Keep it
          </Button>
        </>
      ) : (
        <Button
          ref={opener}
          size="sm"
          variant="ghost"
          disabled={pending}
          // Whoever keeps it is back at the button that asked.
          autoFocus={asked === false}
          aria-label={`${props.label}: ${props.name}`}
          onClick={() => setAsked(true)}
        >
          {pending ? 'Wait…' : props.label}
        </Button>
      )}
    </fieldset>
  )
}
