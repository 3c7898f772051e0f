import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useTransition } from 'react'

const everyMs = 5_000

/** Lets an error page try again, on request and every five seconds while it is visible. */
export function useRetry(reset: () => void): () => void {
  const router = useRouter()
  const [trying, startTrying] = useTransition()
  // The server component failed: without a refresh the same error would be shown again.
  const retry = useCallback(
    () =>
      startTrying(() => {
        router.refresh()
        reset()
      }),
    [router, reset],
  )
  useEffect(() => {
    if (trying) return
    const timer = setInterval(() => document.hidden || retry(), everyMs)
    return () => clearInterval(timer)
  }, [trying, retry])
  return retry
}
