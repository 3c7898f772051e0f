import { type FocusEvent, useMemo, useState } from 'react'
import { inHeldPlaces, type MapGroup, mapGroups } from '@/lib/fleet/domain/map-groups'
import type { MapNode } from '@/lib/fleet/domain/map-node'

/** The groups of these nodes. While the pointer or the focus is on the map, no mark moves, but each shows its present state. */
export function useHeldGroups(nodes: readonly MapNode[], isRead: boolean) {
  const [held, setHeld] = useState<MapGroup[] | null>(null)
  const groups = useMemo(() => (held === null ? mapGroups(nodes) : inHeldPlaces(held, nodes)), [held, nodes])
  const take = () => setHeld((present) => present ?? (isRead ? groups : null))
  const release = () => setHeld(null)
  return {
    groups,
    hold: {
      onPointerEnter: take,
      onPointerLeave: release,
      onPointerMove: take,
      onFocus: take,
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) release()
      },
    },
  }
}
