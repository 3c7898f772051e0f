import { useEffect, useState } from 'react'

/** What the server itself says is wrong, such as a database that does not answer; null while it says nothing. */
export function useServerProblem(): string | null {
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    const gone = new AbortController()
    fetch('/api/health/ready', { signal: gone.signal })
      .then((answer): Promise<unknown> => answer.json())
      .then((body) => setProblem(detailOf(body)))
      // The page says enough without it.
      .catch(() => undefined)
    return () => gone.abort()
  }, [])
  return problem
}

const detailOf = (body: unknown): string | null =>
  typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string'
    ? body.detail
    : null
