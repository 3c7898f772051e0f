import { type RefObject, useEffect, useState, useTransition } from 'react'
import type { Failure, Result } from '@/lib/kernel/errors'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * Sends a form of the entrance. On success the page `next` is loaded anew as a whole, so that nothing read for somebody
 * else is kept; on failure the first field that is wrong gets the focus.
 */
export function useSubmit(form: RefObject<HTMLElement | null>, next: string) {
  const [failure, setFailure] = useState<Failure | null>(null)
  const [pending, startTransition] = useTransition()
  const [entered, setEntered] = useState(false)
  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [failure, form])
  const submit = (send: () => Promise<Result<null>>) =>
    startTransition(async () => {
      setFailure(null)
      try {
        const result = await send()
        if (!result.ok) return setFailure(result.error)
        setEntered(true)
        window.location.assign(next)
      } catch {
        setFailure({
          kind: 'unavailable',
          detail: 'The server did not answer. Check that it runs, then try again.',
        })
      }
    })
  /** "Password must have at least 12 characters." */
  const fieldError = (path: string, label: string): string | undefined => {
    const problem = failure?.fields?.find((field) => field.path === path)
    return problem && `${capital(label)} ${problem.message}.`
  }
  return { submit, pending: pending || entered, failure, fieldError }
}
