'use client'

import { type ReactNode, useId, useState } from 'react'
import { Button } from './button'

/** What a phone has no room for at first; wider screens show it at once, as if it stood there alone. */
export function PhoneFold({ label, children }: { label: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      <Button className="md:hidden" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {label}
      </Button>
      <div
        id={id}
        className={
          open
            ? 'flex flex-col gap-2.5 max-md:order-last max-md:basis-full md:contents'
            : 'max-md:hidden md:contents'
        }
      >
        {children}
      </div>
    </>
  )
}
