import type { ReactNode } from 'react'

/** The keyboard shortcut of the control beside it; hidden where there is no keyboard. */
export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="rounded-[3px] border border-strong bg-sunken px-1 font-mono text-2xs text-ink-2 touch:hidden">
    {children}
  </kbd>
)
