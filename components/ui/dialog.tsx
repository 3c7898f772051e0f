'use client'

import { X } from 'lucide-react'
import { createContext, type ReactNode, useContext, useId, useLayoutEffect, useRef } from 'react'
import { Button } from './button'

const Close = createContext<() => void>(() => {})

/** Closes the dialog around it. */
export const useCloseDialog = (): (() => void) => useContext(Close)

/** Where whoever opens a dialog begins: at the first text, else at the chosen one of a group. */
const firstField = (dialog: HTMLElement): HTMLElement | null =>
  dialog.querySelector<HTMLElement>(
    'input:not([type=radio]):not([type=checkbox]):not(:disabled), textarea',
  ) ?? dialog.querySelector<HTMLElement>('input:checked')

/**
 * A question over the page, which waits meanwhile. It is open as long as it is rendered; Escape closes it. The focus then
 * returns to what had it, or to the element `from`.
 */
export function Dialog(props: {
  title: ReactNode
  onClose: () => void
  from?: string | undefined
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const { from } = props
  // Closed before it is removed, so that the browser returns the focus.
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    if (shown) firstField(shown)?.focus()
    return () => {
      shown?.close()
      if (from !== undefined) document.getElementById(from)?.focus()
    }
  }, [from])
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
      <Close value={props.onClose}>{props.children}</Close>
    </dialog>
  )
}

/** The text and fields of a dialog. */
export const DialogBody = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-col gap-3.5 px-4 py-3.5">{children}</div>
)

/** The answers of a dialog, with the one that changes nothing first. */
export function DialogFoot(props: { note?: ReactNode; cancel?: string; children?: ReactNode }) {
  const close = useCloseDialog()
  return (
    <div className="flex flex-wrap items-center justify-end gap-2.5 border-t px-4 py-3">
      {props.note && <p className="mr-auto text-xs text-ink-3">{props.note}</p>}
      <Button onClick={close}>{props.cancel ?? 'Cancel'}</Button>
      {props.children}
    </div>
  )
}
