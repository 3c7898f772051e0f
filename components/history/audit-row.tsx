'use client'

import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'

/** One entry; the button with its number opens what proves it. */
export function AuditRow(props: {
  time: ReactNode
  icon: ReactNode
  sentence: ReactNode
  number: string
  alarming: boolean
  children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <li
      className={clsx(
        'border-t',
        open && 'bg-accent-soft',
        props.alarming
          ? 'shadow-[inset_3px_0_0_var(--error)]'
          : open && 'shadow-[inset_3px_0_0_var(--accent)]',
      )}
    >
      <div className="flex flex-wrap items-start gap-x-3 px-4 py-2 md:flex-nowrap">
        <span className="w-16 shrink-0 font-mono text-xs leading-5 text-ink-2">{props.time}</span>
        <span className={clsx('mt-0.5 shrink-0', props.alarming ? 'text-error' : 'text-ink-2')}>
          {props.icon}
        </span>
        <div className="min-w-0 flex-1 [overflow-wrap:anywhere] max-md:order-last max-md:basis-full">
          {props.sentence}
        </div>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          aria-label={`Entry ${props.number}: ${open ? 'hide' : 'show'} its hashes`}
          onClick={() => setOpen(!open)}
          className="touch-area relative ml-auto flex shrink-0 items-center gap-2.5 rounded-control font-mono text-xs leading-5 text-ink-2 hover:text-ink"
        >
          {props.number}
          <ChevronDown className={clsx('size-3.5', open && 'rotate-180')} aria-hidden="true" />
        </button>
      </div>
      <div id={id} hidden={!open} className="px-4 pb-3.5 md:pl-29">
        {open && props.children}
      </div>
    </li>
  )
}
