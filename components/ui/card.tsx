import clsx from 'clsx'
import type { ReactNode } from 'react'

/** A section of a page; `title` is its heading (level 2), `aside` is at the far end of the heading. */
export function Card(props: {
  title?: ReactNode
  aside?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <section className={clsx('min-w-0 rounded-card border bg-surface p-4', props.className)}>
      {props.title !== undefined && (
        <div className="mb-2.5 flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
          <h2 className="font-title">{props.title}</h2>
          {props.aside !== undefined && <div className="text-xs text-ink-3">{props.aside}</div>}
        </div>
      )}
      {props.children}
    </section>
  )
}
