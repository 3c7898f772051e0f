'use client'

import { useState } from 'react'
import { DialogBody, DialogFoot, useCloseDialog } from '@/components/ui/dialog'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import { toast } from '@/components/ui/toast'
import type { Action } from '@/components/ui/use-send'
import type { PersonAtHand } from '@/lib/people/domain/people-page'
import { type MadeLink, ShownLink } from './shown-link'

/** Makes a link with which a person chooses a new password. */
export function ResetDialog({ person, reset }: { person: PersonAtHand; reset: Action<MadeLink> }) {
  const close = useCloseDialog()
  const [made, setMade] = useState<MadeLink | null>(null)
  if (made) return <ShownLink made={made} />
  const done = (value: MadeLink) => {
    if (value.link !== null) return setMade(value)
    toast.success(`The link was sent to ${value.email}.`)
    close()
  }
  return (
    <SendForm action={reset} body={() => ({ person: person.did })} done={done}>
      <DialogBody>
        <FormNotes shown={[]} />
        <p className="text-ink-2">
          {person.name} gets a link to choose a new password. Until then the old one works; afterwards all
          their sessions end.
        </p>
      </DialogBody>
      <DialogFoot note="One use, 72 h.">
        <SubmitButton variant="primary" busy="Making the link…">
          Make the link
        </SubmitButton>
      </DialogFoot>
    </SendForm>
  )
}
