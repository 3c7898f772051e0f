'use client'

import clsx from 'clsx'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { type Change, connectionState, onChange, onState } from './connection'

const pauseMs = 2_000

type Scope = { nodes?: string[]; jobs?: string[]; all?: boolean }

const concerns = (scope: Scope, changed: Change | 'everything'): boolean =>
  changed === 'everything' ||
  scope.all === true ||
  changed.nodes.some((node) => scope.nodes?.includes(node)) ||
  changed.jobs.some((job) => scope.jobs?.includes(job))

/**
 * Reads the page again when something that it shows has changed, at most every two seconds; also after a break of
 * the connection and when the tab is looked at again. Shows nothing.
 */
export function LiveRefresh(scope: Scope) {
  const router = useRouter()
  const current = useRef(scope)
  useEffect(() => {
    current.current = scope
  })
  useEffect(() => {
    let last = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      last = Date.now()
      router.refresh()
    }
    const stop = onChange((changed) => {
      if (timer === undefined && concerns(current.current, changed))
        timer = setTimeout(refresh, Math.max(0, last + pauseMs - Date.now()))
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [router])
  return null
}

const words = { connecting: 'connecting…', live: 'live', reconnecting: 'reconnecting…' } as const

/** Whether the page follows changes by itself right now. */
export function LiveBadge() {
  const state = useSyncExternalStore(onState, connectionState, () => 'connecting' as const)
  return (
    <span role="status" className={clsx(state === 'reconnecting' && 'text-warning')}>
      {words[state]}
    </span>
  )
}
