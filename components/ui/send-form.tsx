'use client'

import { useRouter } from 'next/navigation'
import { type ComponentProps, type FormEvent, type ReactNode, useRef, useState } from 'react'
import { toast } from '@/components/ui/toast'
import { Button } from './button'
import { FormState, useFormState } from './form-state'
import { Notice } from './notice'
import { type Action, type Done, useSend } from './use-send'

const textsOf = (form: HTMLFormElement): object =>
  Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === 'string'))

/**
 * A form that sends one change. It is emptied only after a success, and the page is then read again. `body` builds the
 * input, by default from the fields' texts by name; `beside` is added to it. With `next` the browser loads that page in
 * full, so that nothing read for somebody else is kept.
 */
export function SendForm<T extends Done | null>(props: {
  action: Action<T>
  body?: (form: HTMLFormElement) => object
  beside?: object
  next?: string
  /** Called after a success with what the action returned; the form stays as it is. */
  done?: (value: T) => void
  /** Shown briefly once it is done. */
  said?: string
  /** The server's paths whose errors a change of this field clears. */
  pathsOf?: (field: string) => readonly string[]
  className?: string
  children: ReactNode
}) {
  const { body = textsOf, next } = props
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const { send, changed, pending, errorOf, refusedBeside } = useSend(
    form,
    next === undefined
      ? 'The server did not answer. Nothing you wrote is lost; check what is shown here and try again.'
      : 'The server did not answer. Check that it is running, then try again.',
  )
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const [left, setLeft] = useState(false)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const input = { ...props.beside, ...body(event.currentTarget) }
    setWarnings([])
    send(
      () => props.action(input),
      (result) => {
        if (!result.ok && result.error.kind === 'invalid') return
        if (next === undefined) router.refresh()
        if (!result.ok) return
        if (next !== undefined) {
          setLeft(true)
          return window.location.assign(result.value?.goTo ?? next)
        }
        if (props.done) return props.done(result.value)
        form.current?.reset()
        if (props.said !== undefined) toast.success(props.said)
        setWarnings(result.value?.warnings ?? [])
      },
    )
  }
  const change = (event: FormEvent<HTMLFormElement>) => {
    const name = 'name' in event.target ? String(event.target.name) : ''
    changed(props.pathsOf?.(name) ?? [name])
  }
  return (
    <form ref={form} noValidate onSubmit={submit} onChange={change} className={props.className}>
      <FormState value={{ pending: pending || left, errorOf, refusedBeside, warnings }}>
        {props.children}
      </FormState>
    </form>
  )
}

/** What was refused, with errors of fields that are not `shown` on the form, and the warnings of a success. */
export function FormNotes({ shown }: { shown: readonly string[] }) {
  const { refusedBeside, warnings } = useFormState()
  const refused = refusedBeside(shown)
  return (
    <>
      {refused && <Notice tone="error">{refused}</Notice>}
      {warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {warning}
        </Notice>
      ))}
    </>
  )
}

/** The button that submits its form; it reads `busy` meanwhile. */
export function SubmitButton({ busy, children, ...rest }: { busy: string } & ComponentProps<typeof Button>) {
  const { pending } = useFormState()
  return (
    <Button type="submit" disabled={pending} {...rest}>
      {pending ? busy : children}
    </Button>
  )
}
