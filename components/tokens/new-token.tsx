'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { Action } from '@/components/ui/use-send'
import { type Made, MadeToken } from './made-token'
import { NewTokenForm } from './new-token-form'

/** The button that asks what the new token is for, and then shows it. `node`: for whose agent, if that is known. */
export function NewToken(props: { create: Action<Made>; forNodes: boolean; node: string | undefined }) {
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  const close = () => {
    setOpen(false)
    setMade(null)
  }
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        New token
      </Button>
      {open && (
        <Dialog title={made ? 'The new token' : 'New token'} onClose={close}>
          {made ? <MadeToken made={made} untilUsed={false} /> : <NewTokenForm {...props} onMade={setMade} />}
        </Dialog>
      )}
    </>
  )
}
