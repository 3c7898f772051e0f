'use client'

import clsx from 'clsx'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect } from 'react'
import { useTimeText } from '@/components/ui/clock'
import { durationName } from '@/lib/series/domain/time-range'

const everyMs = 10_000
/** Three reads that failed. */
const lateMs = 35_000

/** Reads the wall again every ten seconds, and says so where that fails: a screen that stands still looks calm. */
export function WallLive({ at }: { at: string }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), everyMs)
    return () => clearInterval(timer)
  }, [router])
  const textAt = useCallback(
    (nowMs: number) => {
      const age = nowMs - Date.parse(at)
      return age < lateMs ? 'Live' : `Not live: this is ${durationName(age / 1_000)} old`
    },
    [at],
  )
  const text = useTimeText(textAt)
  const live = text === 'Live'
  return (
    <p
      role="status"
      className={clsx(
        'text-[clamp(0.875rem,1.1vw,1.5rem)] leading-tight',
        live ? 'text-ink-2' : 'rounded-control bg-warning-soft px-3 py-1 font-title text-warning',
      )}
    >
      {text}
    </p>
  )
}
