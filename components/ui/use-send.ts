import { type RefObject, useEffect, useRef, useState, useTransition } from 'react'
import { type Failure, fail, type Result, stillWrong } from '@/lib/kernel/errors'

/** What an action says of what it did: `status` is the new one, `warnings` are what to know although it was done. */
export type Done = { status?: string; warnings?: string[] }

/** A server action. What it is given is the body of the API's call; the service behind it parses that. */
export type Action<T = Done> = (input: unknown) => Promise<Result<T>>

/**
 * Sends one thing at a time and keeps what was refused. `lost` is said when no answer came. The first field within `root`
 * that is wrong gets the focus, so that nobody searches for it.
 */
export function useSend(root: RefObject<HTMLElement | null>, lost: string) {
  const [pending, startTransition] = useTransition()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [refusals, setRefusals] = useState(0)
  // State is set a moment after the click; this is set within it, so that a double click sends once.
  const sending = useRef(false)

  // Nothing that is disabled while it is sent can have the focus before.
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
      const result: Result<T> = await work().catch(() => fail('unavailable', lost))
      sending.current = false
      if (!result.ok) refuse(result.error)
      // Afterwards: within this transition, a refresh would keep the form waiting until the server is back.
      if (!result.ok && result.error.kind === 'unavailable') setTimeout(() => answered(result))
      else answered(result)
    })
  }
  const clear = () => setFailure(null)
  /** What was said of these fields is no longer so when one of them is changed. */
  const changed = (paths: readonly string[]) => {
    const left = stillWrong(failure?.fields ?? [], paths)
    if (left.length === (failure?.fields ?? []).length) return
    setFailure(failure && left.length > 0 ? { ...failure, fields: left } : null)
  }
  const errorOf = (path: string): string | undefined =>
    failure?.fields?.find((field) => field.path === path)?.message
  /** What was refused, with the fields that stand nowhere on this form. */
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
