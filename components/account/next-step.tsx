import type { ReactNode } from 'react'

const focus = (element: HTMLElement | null): void => element?.focus()

/** What follows the first step of a dialog; it takes the focus, since the button that had it is gone. */
export const NextStep = ({ label, children }: { label: string; children: ReactNode }) => (
  <section ref={focus} tabIndex={-1} aria-label={label} className="flex flex-col gap-3.5 outline-none">
    {children}
  </section>
)
