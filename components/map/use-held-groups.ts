import { type FocusEvent, useMemo, useState } from 'react'
import { inHeldPlaces, type MapGroup, mapGroups } from '@/lib/fleet/domain/map-groups'
import type { MapNode } from '@/lib/fleet/domain/map-node'

/** The groups of these nodes. While the pointer or the focus is on the map, no mark moves, but each shows its present state. */
export function useHeldGroups(nodes: readonly MapNode[]) {
  const [held, setHeld] = useState<MapGroup[] | null>(null)
  const groups = useMemo(() => (held === null ? mapGroups(nodes) : inHeldPlaces(held, nodes)), [held, nodes])
  const take = () => setHeld((present) => present ?? (groups.length > 0 ? groups : null))
  return {
    groups,
    hold: {
      onPointerEnter: take,
      onPointerLeave: () => setHeld(null),
      onFocus: take,
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setHeld(null)
      },
    },
  }
}
