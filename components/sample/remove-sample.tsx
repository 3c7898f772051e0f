'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Result } from '@/lib/kernel/errors'

// Loaded on demand, since few people ever open the dialog.
const ConfirmRemoval = dynamic(() => import('./confirm-removal').then((module) => module.ConfirmRemoval), {
  ssr: false,
})

/** The button that removes the sample fleet, after a confirmation. */
export function RemoveSample(props: { nodes: number; remove: () => Promise<Result<{ nodes: number }>> }) {
  const [open, setOpen] = useState(false)
  const [opened, setOpened] = useState(false)
  const ask = () => {
    setOpened(true)
    setOpen(true)
  }
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={ask}>
        Remove sample fleet
      </Button>
      {opened && <ConfirmRemoval {...props} open={open} onOpenChange={setOpen} />}
    </>
  )
}
