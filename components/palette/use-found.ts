import { useEffect, useState } from 'react'
import { isFound } from '@/lib/board/domain/found'
import { isJsonObject } from '@/lib/kernel/json/json'
import { isFoundViews } from '@/lib/views/domain/found-view'
import type { AllFound } from './palette-items'

const pauseMs = 120
const nothing: AllFound = { nodes: [], moreNodes: false, jobs: [], moreJobs: false, views: [] }

const isAllFound = (value: unknown): value is AllFound =>
  isJsonObject(value) && isFoundViews(value.views) && isFound(value)

type Answer = { q: string | null; found: AllFound; problem: string | null }

/** What the server finds for the text, a moment after the last key; what came before stays until then. */
export function useFound(q: string): Answer & { busy: boolean } {
  const [answer, setAnswer] = useState<Answer>({ q: null, found: nothing, problem: null })
  useEffect(() => {
    const given = new AbortController()
    const timer = setTimeout(
      async () => {
        const found = await ask(q, given.signal)
        if (!given.signal.aborted) setAnswer({ q, ...found })
      },
      q === '' ? 0 : pauseMs,
    )
    return () => {
      clearTimeout(timer)
      given.abort()
    }
  }, [q])
  return { ...answer, busy: answer.q !== q }
}

async function ask(q: string, signal: AbortSignal): Promise<Omit<Answer, 'q'>> {
  try {
    const response = await fetch(`/api/fleet/find?${new URLSearchParams({ q })}`, { signal })
    const found: unknown = await response.json()
    if (response.ok && isAllFound(found)) return { found, problem: null }
    return {
      found: nothing,
      problem:
        response.status === 401
          ? 'You are signed out. Sign in again.'
          : 'The server cannot search now. Try again.',
    }
  } catch {
    return { found: nothing, problem: 'The server did not respond.' }
  }
}
