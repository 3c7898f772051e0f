'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { toast } from 'sonner'
import { useCloseDialog } from './dialog'
import { SendForm } from './send-form'
import type { Action } from './use-send'

/** A form in a dialog. After a change the dialog closes, the page is read again, and `said` confirms it. */
export function DialogForm(props: { action: Action; beside?: object; said: string; children: ReactNode }) {
  const router = useRouter()
  const close = useCloseDialog()
  const done = () => {
    close()
    router.refresh()
    toast.success(props.said)
  }
  return (
    <SendForm action={props.action} {...(props.beside ? { beside: props.beside } : {})} done={done}>
      {props.children}
    </SendForm>
  )
}
