'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react'
import { zoneCookie } from '@/lib/kernel/time/time-zone'
import { localZone } from './time-axis'

const ZoneContext = createContext<string | null>(null)
const never = () => () => {}
const yearSeconds = 31_536_000

/** Saves the reader's zone in a cookie for the server; true if that changed it. */
function keepZone(zone: string): boolean {
  const entry = `${zoneCookie}=${encodeURIComponent(zone)}`
  const isKept = () => document.cookie.split('; ').includes(entry)
  if (isKept()) return false
  const secure = window.location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https and a browser of 2025
  document.cookie = `${entry}; path=/; max-age=${yearSeconds}; samesite=lax${secure}`
  return isKept()
}

/**
 * The zone for all times: the one in which the server cut the buckets of this page, else the reader's own (UTC until
 * hydration, since the server cannot know it).
 */
export function useZone(): string {
  const serverZone = useContext(ZoneContext)
  const local = useSyncExternalStore(never, localZone, () => 'UTC')
  return serverZone ?? local
}

/**
 * Shows all times inside in the zone that the server used. If that is not the reader's own, as on a first visit or after
 * a trip, saves the zone in a cookie and refreshes the page.
 */
export function ReaderZone({ zone, children }: { zone: string; children: ReactNode }) {
  const router = useRouter()
  useEffect(() => {
    // Without cookies the page stays in UTC and says so.
    if (keepZone(localZone())) router.refresh()
  }, [router])
  return <ZoneContext value={zone}>{children}</ZoneContext>
}
