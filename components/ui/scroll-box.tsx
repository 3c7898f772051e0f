import clsx from 'clsx'
import type { ReactNode, Ref } from 'react'

// A scrolling area must be reachable by keyboard, although it is not a control.
const focusable = { tabIndex: 0 }

/** A named part of the page with its own scroll bar. */
export const ScrollBox = (props: {
  label: string
  children: ReactNode
  className?: string
  onScroll?: () => void
  ref?: Ref<HTMLElement>
}) => (
  <section
    {...focusable}
    ref={props.ref}
    aria-label={props.label}
    onScroll={props.onScroll}
    className={clsx('overflow-auto', props.className)}
  >
    {props.children}
  </section>
)
