'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useTransition } from 'react'
import { Dialog } from '@/components/ui/dialog'

/** A dialog that is part of its page's address: closing it leads to `back`, and the focus to the element `from`. */
export function PageDialog(props: {
  title: ReactNode
  back: string
  from?: string | undefined
  children: ReactNode
}) {
  const router = useRouter()
  // Closed at once, and the address follows; whoever opens it again before that sees it again.
  const [closing, startClosing] = useTransition()
  const close = () => startClosing(() => router.push(props.back, { scroll: false }))
  return (
    !closing && (
      <Dialog title={props.title} from={props.from} onClose={close}>
        {props.children}
      </Dialog>
    )
  )
}
