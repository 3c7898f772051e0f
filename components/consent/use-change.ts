import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import type { Failure, Result } from '@/lib/kernel/errors'

/** A server action that changes rights; `warnings` are what to know although it was done. */
export type ChangeAction = (input: unknown) => Promise<Result<{ warnings: string[] }>>

const lost: Failure = {
  kind: 'unavailable',
  detail:
    'The server did not answer. Nothing that you wrote is lost; look at what stands here and try again.',
}

/** Sends one change at a time; the page is read again after each. A form is emptied only when it was done. */
export function useChange(action: ChangeAction) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [warnings, setWarnings] = useState<string[]>([])
  const sending = useRef(false)
  const form = useRef<HTMLFormElement>(null)

  // The first field that is wrong gets the focus, so that nobody searches for it.
  useEffect(() => {
    if (failure?.fields) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [failure])

  const send = (input: object) => {
    if (sending.current) return
    sending.current = true
    setFailure(null)
    setWarnings([])
    startTransition(async () => {
      try {
        const result = await action(input)
        if (result.ok) {
          form.current?.reset()
          setWarnings(result.value.warnings)
        } else setFailure(result.error)
      } catch {
        setFailure(lost)
      } finally {
        sending.current = false
      }
      router.refresh()
    })
  }
  const errorOf = (path: string): string | undefined =>
    failure?.fields?.find((field) => field.path === path)?.message
  /** What was refused, with the fields that this form does not show. */
  const refused = (shown: readonly string[]): string | null =>
    failure &&
    [
      failure.detail,
      ...(failure.fields ?? [])
        .filter(({ path }) => !shown.includes(path))
        .map(({ path, message }) => `${path} ${message}.`),
    ].join(' ')
  return { send, pending, warnings, errorOf, refused, form }
}
