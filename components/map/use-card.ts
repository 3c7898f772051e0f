import { useEffect, useRef, useState } from 'react'
import { fleetReader } from '@/components/fleet/fleet-reader'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import type { FleetRow } from '@/lib/fleet/domain/fleet-page'

/** Long enough to pass over marks on the way to another without reading each of them. */
const pauseMs = 100

/** `row`: what is known of the node `did` beyond its mark; null until it has been read. */
export type Card = { did: string | null; row: FleetRow | null; show: (did: string | null) => void }

/** What the card beside a mark says, read when the mark is pointed at. */
export function useCard(filter: FleetFilter): Card {
  const [shown, setShown] = useState<Omit<Card, 'show'>>({ did: null, row: null })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const wanted = useRef<string | null>(null)
  useEffect(() => () => clearTimeout(timer.current), [])
  const read = async (did: string) => {
    const answer = await fleetReader(filter).rows([did])
    if (wanted.current === did) setShown({ did, row: (answer.ok && answer.value.rows[0]) || null })
  }
  const show = (did: string | null) => {
    if (wanted.current === did) return
    wanted.current = did
    clearTimeout(timer.current)
    setShown({ did, row: null })
    if (did !== null) timer.current = setTimeout(() => void read(did), pauseMs)
  }
  return { ...shown, show }
}
