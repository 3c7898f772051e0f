'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { Action } from '@/components/ui/use-send'
import { type MadeChannel, MadeSecret } from './made-secret'
import { NewChannelForm } from './new-channel-form'

/** The button that asks where to be told, and then shows the secret of a webhook. */
export function NewChannel(props: { create: Action<MadeChannel>; forAll: boolean }) {
  const [open, setOpen] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const close = () => {
    setOpen(false)
    setSecret(null)
  }
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        New channel
      </Button>
      {open && (
        <Dialog title={secret === null ? 'New channel' : 'The webhook’s secret'} onClose={close}>
          {secret === null ? (
            <NewChannelForm
              {...props}
              onMade={(made) => (made.secret === null ? close() : setSecret(made.secret))}
            />
          ) : (
            <MadeSecret secret={secret} />
          )}
        </Dialog>
      )}
    </>
  )
}
