'use client'

import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'

const Close = createContext<() => void>(() => {})

/** Closes the dialog around it. */
export const useCloseDialog = (): (() => void) => useContext(Close)

/** Where whoever opens a dialog begins: at the first text, else at the chosen one of a group. */
const firstField = (popup: HTMLElement | null): HTMLElement | null =>
  popup?.querySelector<HTMLElement>('input:not([type=radio]), textarea') ??
  popup?.querySelector<HTMLElement>('input:checked') ??
  null

/** A dialog that is part of its page's address: closing it leads to `back`, and the focus to the element `from`. */
export function PageDialog(props: {
  title: ReactNode
  back: string
  from?: string | undefined
  children: ReactNode
}) {
  const router = useRouter()
  const popup = useRef<HTMLDivElement>(null)
  // Closed at once, and the address follows.
  const [open, setOpen] = useState(true)
  const close = () => {
    setOpen(false)
    router.push(props.back, { scroll: false })
  }
  return (
    <Dialog.Root open={open} onOpenChange={(stays) => !stays && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-[rgb(0_0_0/0.4)]" />
        <Dialog.Viewport className="fixed inset-0 z-40 flex items-start justify-center overflow-y-auto p-4 sm:items-center">
          <Dialog.Popup
            ref={popup}
            initialFocus={(how) => (how === 'touch' ? true : (firstField(popup.current) ?? true))}
            finalFocus={() => (props.from === undefined ? true : document.getElementById(props.from))}
            className="w-full max-w-110 rounded-card border border-strong bg-surface text-ink outline-none"
          >
            <div className="flex items-start justify-between gap-3 px-4 pt-3.5">
              <Dialog.Title className="min-w-0 font-title [overflow-wrap:anywhere]">
                {props.title}
              </Dialog.Title>
              <Dialog.Close
                aria-label="Close"
                className="control-h-sm -mt-1 -mr-1.5 inline-flex w-8 shrink-0 items-center pointer-coarse:w-11 justify-center rounded-control text-ink-2 hover:bg-sunken hover:text-ink"
              >
                <X className="size-4" aria-hidden="true" />
              </Dialog.Close>
            </div>
            <Close value={close}>{props.children}</Close>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** The text and fields of a dialog. */
export const DialogBody = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-col gap-3.5 px-4 pt-2.5 pb-4">{children}</div>
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
