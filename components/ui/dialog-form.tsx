'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { toast } from '@/components/ui/toast'
import { useCloseDialog } from './dialog'
import { SendForm } from './send-form'
import type { Action, Done } from './use-send'
import { warn } from './warn'

/** A form in a dialog. After a change the dialog closes, the page is read again, and `said` confirms it, with what was warned of. */
export function DialogForm(props: {
  action: Action
  beside?: object
  body?: (form: HTMLFormElement) => object
  said: string
  children: ReactNode
}) {
  const router = useRouter()
  const close = useCloseDialog()
  const done = (value: Done | null) => {
    close()
    router.refresh()
    toast.success(props.said)
    warn(value?.warnings)
  }
  return (
    <SendForm
      action={props.action}
      {...(props.beside ? { beside: props.beside } : {})}
      {...(props.body ? { body: props.body } : {})}
      done={done}
    >
      {props.children}
    </SendForm>
  )
}
