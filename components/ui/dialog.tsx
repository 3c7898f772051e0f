'use client'

import { X } from 'lucide-react'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'

/** A question over the page, which waits meanwhile. It is open as long as it is rendered; Escape closes it. */
export function Dialog(props: { title: ReactNode; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Closed before it is removed, so that the browser returns the focus to what had it.
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      className="m-auto max-h-[calc(100dvh-2rem)] w-[min(28rem,calc(100vw-1.5rem))] rounded-card border border-strong bg-surface p-0 text-ink shadow-lg backdrop:bg-ink/35 dark:backdrop:bg-paper/70"
    >
      <div className="flex items-start justify-between gap-3 px-4 pt-3.5">
        <h2 id={id} className="min-w-0 pt-0.5 text-base font-title [overflow-wrap:anywhere]">
          {props.title}
        </h2>
        <button
          type="button"
          aria-label="Close"
          onClick={props.onClose}
          className="touch-area relative rounded-control p-1 text-ink-2 hover:bg-sunken hover:text-ink"
        >
          <X className="size-4" aria-hidden="true" />
        </button>
      </div>
      {props.children}
    </dialog>
  )
}

/** The content of a dialog, with its buttons at the end; `aside` stands beside them. */
export const DialogBody = (props: { children: ReactNode; aside?: ReactNode; buttons: ReactNode }) => (
  <>
    <div className="flex flex-col gap-3.5 px-4 py-3.5">{props.children}</div>
    <div className="flex flex-wrap items-center justify-end gap-2.5 border-t px-4 py-3">
      {props.aside !== undefined && <span className="mr-auto text-xs text-ink-3">{props.aside}</span>}
      {props.buttons}
    </div>
  </>
)
