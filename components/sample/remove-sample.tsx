'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Result } from '@/lib/kernel/errors'

// The dialog comes when it is asked for: few ever open it, and all would load it.
const ConfirmRemoval = dynamic(() => import('./confirm-removal').then((module) => module.ConfirmRemoval), {
  ssr: false,
})

/** One click and a confirmation: removes the sample fleet. */
export function RemoveSample(props: { nodes: number; remove: () => Promise<Result<{ nodes: number }>> }) {
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  const ask = () => {
    setAsked(true)
    setOpen(true)
  }
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={ask}>
        Remove the sample
      </Button>
      {asked && <ConfirmRemoval {...props} open={open} onOpenChange={setOpen} />}
    </>
  )
}
