'use client'

import { createContext, type ReactNode, useCallback, useContext, useState, useSyncExternalStore } from 'react'

const tickMs = 1_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const notify of listeners) notify()
  }, tickMs)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** How far the server's clock is ahead of this browser's; 0 if the difference may be network delay alone. */
function offsetMs(serverNow: number): number {
  if (typeof window === 'undefined') return 0
  const [entry] = performance.getEntriesByType('navigation')
  const arrived = entry instanceof PerformanceNavigationTiming ? entry.responseStart : performance.now()
  const offset = serverNow - (performance.timeOrigin + arrived)
  return Math.abs(offset) < 2_000 ? 0 : offset
}

type Clock = { serverNow: number; offset: number }
const ClockContext = createContext<Clock | null>(null)

/** Provides the server's time (epoch ms), so that ages are right even if the browser's clock is wrong. */
export function ClockProvider({ serverNow, children }: { serverNow: number; children: ReactNode }) {
  const [clock] = useState<Clock>(() => ({ serverNow, offset: offsetMs(serverNow) }))
  return <ClockContext value={clock}>{children}</ClockContext>
}

/**
 * A text that follows the time (epoch ms); rerendered only when the text itself changes. During hydration it is the
 * server's text.
 */
export function useTimeText(textAt: (nowMs: number) => string): string {
  const clock = useContext(ClockContext)
  const read = useCallback(() => textAt(Date.now() + (clock?.offset ?? 0)), [textAt, clock])
  const readOnServer = useCallback(() => textAt(clock?.serverNow ?? Date.now()), [textAt, clock])
  return useSyncExternalStore(subscribe, read, readOnServer)
}
