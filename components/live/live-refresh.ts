'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { hold, onChange } from './connection'
import type { Change } from './event-data'
import { noteShown } from './shown-pages'

const usualSeconds = 2
/** A list of jobs says when windows open and requests expire, which no job's change announces. */
const oldMs = 60_000

/** The nodes and jobs that the page shows. */
type Scope = {
  nodes?: string[] | 'any'
  jobs?: string[] | 'any'
  /** The least seconds between two reads; two by default. */
  every?: number | undefined
}

const concerns = (scope: Scope, changed: Change | 'everything'): boolean =>
  changed === 'everything' ||
  changed.nodes.some((node) => scope.nodes === 'any' || scope.nodes?.includes(node)) ||
  changed.jobs.some((job) => scope.jobs === 'any' || scope.jobs?.includes(job))

/**
 * Reads the page again when something that it shows has changed, at most every two seconds (or `every` so many) and never twice at once.
 * Does so after a lost connection too; the page is live again only after that. Renders nothing.
 */
export function LiveRefresh(scope: Scope) {
  const router = useRouter()
  const everyMs = (scope.every ?? usualSeconds) * 1_000
  const current = useRef(scope)
  const last = useRef(0)
  const release = useRef<() => void>(undefined)
  const [changed, setChanged] = useState(false)
  const [reading, startReading] = useTransition()
  useEffect(() => {
    current.current = scope
  })
  useEffect(noteShown, [])
  useEffect(() => {
    const stop = onChange((change) => {
      const isOld = current.current.jobs === 'any' && Date.now() - last.current > oldMs
      if (!isOld && !concerns(current.current, change)) return
      if (change === 'everything') {
        release.current ??= hold()
        // What may no longer be seen goes at once.
        last.current = 0
      }
      setChanged(true)
    })
    return () => {
      stop()
      release.current?.()
      release.current = undefined
    }
  }, [])
  useEffect(() => {
    if (!changed || reading) return
    const refresh = () => {
      last.current = Date.now()
      setChanged(false)
      startReading(() => router.refresh())
    }
    const timer = setTimeout(refresh, Math.max(0, last.current + everyMs - Date.now()))
    return () => clearTimeout(timer)
  }, [changed, reading, router, everyMs])
  useEffect(() => {
    if (!reading) return
    return () => {
      release.current?.()
      release.current = undefined
    }
  }, [reading])
  return null
}
