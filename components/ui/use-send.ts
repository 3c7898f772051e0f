import { type RefObject, useEffect, useRef, useState, useTransition } from 'react'
import { type Failure, fail, type Result, stillWrong } from '@/lib/kernel/errors'
import { signInBusy } from '@/lib/kernel/sign-in-busy'

/** What a successful action reports: the new `status`, `warnings` despite the success, another page to `goTo`. */
export type Done = { status?: string; warnings?: string[]; goTo?: string }

/** A server action. Its input is the body of the API's call, which the service parses. */
export type Action<T = Done> = (input: unknown) => Promise<Result<T>>

/** What the server answered instead of running the action; Next makes an error of it. */
const busyWords = (error: unknown): string | null =>
  error instanceof Error && error.message === signInBusy.detail ? error.message : null

/**
 * Sends one thing at a time and keeps the failure; without an answer, that says `lost`. The first invalid field within
 * `root` gets the focus.
 */
export function useSend(root: RefObject<HTMLElement | null>, lost: string) {
  const [pending, startTransition] = useTransition()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [refusals, setRefusals] = useState(0)
  // State is set only after the click; a ref is set during it, so a double click sends once.
  const sending = useRef(false)

  // Only once it is no longer pending: fields disabled while sending cannot take the focus.
  useEffect(() => {
    if (refusals > 0 && !pending) root.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [refusals, pending, root])

  const refuse = (found: Failure) => {
    setFailure(found)
    setRefusals((count) => count + 1)
  }
  const send = <T>(work: () => Promise<Result<T>>, answered: (result: Result<T>) => void) => {
    if (sending.current) return
    sending.current = true
    setFailure(null)
    startTransition(async () => {
      const result: Result<T> = await work().catch((error: unknown) =>
        fail('unavailable', busyWords(error) ?? lost),
      )
      sending.current = false
      if (!result.ok) refuse(result.error)
      // Outside this transition: a refresh within it would keep the form pending until the server is back.
      if (!result.ok && result.error.kind === 'unavailable') setTimeout(() => answered(result))
      else answered(result)
    })
  }
  const clear = () => setFailure(null)
  /** Clears the errors of these fields once one of them has changed. */
  const changed = (paths: readonly string[]) => {
    const left = stillWrong(failure?.fields ?? [], paths)
    if (left.length === (failure?.fields ?? []).length) return
    setFailure(failure && left.length > 0 ? { ...failure, fields: left } : null)
  }
  const errorOf = (path: string): string | undefined =>
    failure?.fields?.find((field) => field.path === path)?.message
  /** What was refused, with the errors of fields that this form does not show. */
  const refusedBeside = (shown: readonly string[]): string | null =>
    failure &&
    [
      failure.detail,
      ...(failure.fields ?? [])
        .filter(({ path }) => !shown.includes(path))
        .map(({ path, message }) => `${path} ${message}.`),
    ].join(' ')
  return { send, refuse, clear, changed, pending, failure, errorOf, refusedBeside }
}
