'use client'

import { useSyncExternalStore } from 'react'
import { Notice } from '@/components/ui/notice'
import { type WindowOffsets, zoneDisagreement } from '@/lib/jobs/domain/zone-check'
import type { TimeWindow } from '@/lib/kernel/time/time-window'

const never = () => () => {}

/** Warns whoever requests or approves a window that this browser reads it at another time of day than the server. */
export function ZoneCheck({ window, offsets }: { window: TimeWindow; offsets: WindowOffsets }) {
  const text = useSyncExternalStore(
    never,
    () => zoneDisagreement(window, offsets),
    () => null,
  )
  return text === null ? null : (
    <Notice tone="warning" className="mt-1.5">
      {text}
    </Notice>
  )
}
