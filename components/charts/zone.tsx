'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react'
import { zoneCookie } from '@/lib/kernel/time/time-zone'
import { localZone } from './time-axis'

const ZoneContext = createContext<string | null>(null)
const never = () => () => {}
const yearSeconds = 31_536_000

/** Keeps the reader's zone for the server; whether it was not known yet and is now. */
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
 * The zone in which times are read: the one in which the server cut the buckets of this page, else the reader's own
 * (UTC until the page has been hydrated, since the server cannot know it).
 */
export function useZone(): string {
  const given = useContext(ZoneContext)
  const local = useSyncExternalStore(never, localZone, () => 'UTC')
  return given ?? local
}

/**
 * Reads all times inside in the zone that the server used. Where that is not the reader's own, since this is the first
 * visit or a journey lies behind, the zone is written to a cookie and the page is read again.
 */
export function ReaderZone({ zone, children }: { zone: string; children: ReactNode }) {
  const router = useRouter()
  useEffect(() => {
    // Where cookies are refused the page stays in UTC, and says so.
    if (keepZone(localZone())) router.refresh()
  }, [router])
  return <ZoneContext value={zone}>{children}</ZoneContext>
}
