'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { type PageNode, type ReaderZone, shownZone } from '@/lib/kernel/time/shown-zone'
import { zoneCookie } from '@/lib/kernel/time/time-zone'
import { keepCookie } from './keep-cookie'

const ReaderContext = createContext<{ reader: ReaderZone; node: PageNode } | null>(null)
/** Apart from the rest, so that a refreshed page renders its times again only when the zone is another one. */
const ZoneContext = createContext('UTC')

/** The zone in which all times here are shown, as the server used it. */
export const useZone = (): string => useContext(ZoneContext)

/** What the zone was chosen from; null outside the console. */
export const useReader = () => useContext(ReaderContext)

const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC'

/** Tells the server the browser's zone before somebody signs in, so that their first page is right. */
export function KeepZone() {
  useEffect(() => {
    void keepCookie(zoneCookie, localZone())
  }, [])
  return null
}

/** Shows all times inside in the zone that the reader chose; tells the server when the browser's own has changed, as after a trip. */
export function ReaderTimes({ reader, children }: { reader: ReaderZone; children: ReactNode }) {
  const router = useRouter()
  const { mine, choice } = reader
  useEffect(() => {
    const local = localZone()
    if (local === mine) return
    // Without cookies the page stays in UTC and says so.
    void keepCookie(zoneCookie, local).then((changed) => {
      if (changed && local !== (mine ?? 'UTC')) router.refresh()
    })
  }, [router, mine])
  return (
    <Times mine={mine} choice={choice} node={null}>
      {children}
    </Times>
  )
}

/** A page about one node, whose zone can be chosen; `zone` is null if it has told none, undefined while there is no node. */
export function NodeTimes({ zone, children }: { zone: string | null | undefined; children: ReactNode }) {
  const outer = useReader()
  const node = useMemo(() => (zone === undefined ? null : { zone }), [zone])
  return (
    <Times mine={outer?.reader.mine ?? null} choice={outer?.reader.choice ?? 'mine'} node={node}>
      {children}
    </Times>
  )
}

function Times({ mine, choice, node, children }: ReaderZone & { node: PageNode; children: ReactNode }) {
  const value = useMemo(() => ({ reader: { mine, choice }, node }), [mine, choice, node])
  return (
    <ReaderContext value={value}>
      <ZoneContext value={shownZone(value.reader, node)}>{children}</ZoneContext>
    </ReaderContext>
  )
}
