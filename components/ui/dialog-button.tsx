'use client'

import { type ComponentProps, type ReactNode, useState } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'

/** A button that asks something in a dialog; what is inside closes it with `useCloseDialog`. */
export function DialogButton({
  label,
  name,
  title,
  children,
  ...look
}: {
  label: string
  /** What it acts on, for those who cannot see where the button is. */
  name?: string
  title: string
  children: ReactNode
} & Pick<ComponentProps<typeof Button>, 'variant' | 'size' | 'className'>) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        {...look}
        aria-label={name === undefined ? undefined : `${label}: ${name}`}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          {children}
        </Dialog>
      )}
    </>
  )
}
