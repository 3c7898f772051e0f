'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
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
  const [asked, setAsked] = useState(false)
  const answer = (yes: boolean) => {
    setAsked(false)
    if (yes) send(props.input)
  }
  return (
    <div className="ml-auto flex flex-wrap items-center justify-end gap-2 empty:hidden">
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
          size="sm"
          variant="ghost"
          disabled={pending}
          aria-label={`${props.label}: ${props.name}`}
          onClick={() => setAsked(true)}
        >
          {pending ? 'Wait…' : props.label}
        </Button>
      )}
    </div>
  )
}
