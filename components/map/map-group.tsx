import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { compareHref } from '@/lib/compare/domain/compare-href'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import { gridOf, markAt, moveBy, placeOf } from '@/lib/fleet/domain/map-grid'
import { groupName, illCounts } from '@/lib/fleet/domain/map-group-words'
import type { MapGroup } from '@/lib/fleet/domain/map-groups'
import type { MapNode } from '@/lib/fleet/domain/map-node'
import { stateName } from '@/lib/fleet/domain/node-state'
import { drawMarks } from './draw-marks'
import { MapCard } from './map-card'
import { GroupHead, OutageLine } from './map-group-head'
import type { Card } from './use-card'
import type { ColorOf } from './use-mark-colors'

/** Ids have no spaces, but labels may. */
const idOf = ({ key }: MapGroup): string => encodeURIComponent(key)
export const listId = (group: MapGroup): string => `map-group-${idOf(group)}`
export const optionId = (group: MapGroup): string => `map-node-${idOf(group)}`

/** What a screen reader says of a mark. */
const spoken = ({ name, did, state, code }: MapNode): string =>
  [name ?? did, state, code].filter(Boolean).join(', ')

/**
 * One group: its marks on a canvas, in a list box of which only the current option is an element. Arrow keys move it, Enter
 * opens the node, the card beside it says more.
 */
export function MapGroupMarks(props: {
  group: MapGroup
  /** In px, as is the size of a cell. */
  width: number
  cell: number
  filter: FleetFilter
  colors: ColorOf | null
  filled: boolean
  /** The node with the focus, wherever it is. */
  focused: string | null
  card: Card
  onFocus: (did: string | null) => void
}) {
  const { group, width, cell, filter, colors, filled, card, onFocus } = props
  const router = useRouter()
  const count = group.nodes.length
  const grid = useMemo(() => gridOf(count, width, cell), [count, width, cell])
  const canvas = useRef<HTMLCanvasElement>(null)
  const ring = useRef<HTMLDivElement>(null)
  const [last, setLast] = useState<string | null>(null)
  useLayoutEffect(() => {
    if (canvas.current && colors) drawMarks(canvas.current, { group, grid, filled, colorOf: colors })
  }, [group, grid, filled, colors])

  const indexOf = (did: string | null): number => group.nodes.findIndex((node) => node.did === did)
  const focusedAt = indexOf(props.focused)
  const at = Math.max(0, focusedAt === -1 ? indexOf(last) : focusedAt)
  const current = group.nodes[at]
  const pointed = indexOf(card.did)
  const ill = illCounts(group.nodes)
  if (!current) return null

  const goTo = (index: number) => {
    const node = group.nodes[index]
    if (!node) return
    setLast(node.did)
    onFocus(node.did)
    card.show(node.did)
    requestAnimationFrame(() => ring.current?.scrollIntoView({ block: 'nearest' }))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') router.push(`/nodes/${encodeURIComponent(current.did)}`)
    if (event.key === 'Escape') card.show(null)
    if (event.key === 'c' && !event.ctrlKey && !event.metaKey) router.push(compareHref([current.did]))
    const next = moveBy(event.key, at, grid)
    if (next === null) return
    event.preventDefault()
    goTo(next)
  }
  const under = (event: PointerEvent): number | null => {
    const box = event.currentTarget.getBoundingClientRect()
    return markAt(grid, event.clientX - box.left, event.clientY - box.top)
  }
  const { x, y } = placeOf(grid, at)
  return (
    <section aria-label={groupName(group, filter)}>
      <GroupHead group={group} filter={filter} ill={ill} />
      <div className="relative">
        <div
          id={listId(group)}
          role="listbox"
          tabIndex={0}
          aria-label={`${groupName(group, filter)}: ${[group.nodes.length === 1 ? '1 node' : `${group.nodes.length} nodes`, ...ill.map(([state, count]) => `${count} ${stateName(state)}`)].join(', ')}`}
          aria-activedescendant={optionId(group)}
          className="group/marks relative outline-none"
          style={{ height: grid.rows * grid.cell }}
          onFocus={() => {
            if (focusedAt === -1) goTo(at)
          }}
          onKeyDown={onKeyDown}
          onPointerMove={(event) => {
            const index = under(event)
            card.show(index === null ? props.focused : (group.nodes[index]?.did ?? null))
          }}
          onPointerLeave={() => card.show(props.focused)}
          onPointerDown={(event) => {
            const index = under(event)
            if (index !== null) goTo(index)
          }}
        >
          <canvas
            ref={canvas}
            data-marks={colors ? group.nodes.length : undefined}
            style={{ width: grid.columns * grid.cell, height: grid.rows * grid.cell }}
          />
          <div
            ref={ring}
            id={optionId(group)}
            role="option"
            tabIndex={-1}
            aria-selected={focusedAt !== -1}
            aria-setsize={group.nodes.length}
            aria-posinset={at + 1}
            aria-label={spoken(current)}
            className="pointer-events-none invisible absolute scroll-my-24 rounded-[3px] outline-2 outline-accent group-focus/marks:visible"
            style={{ left: x, top: y, width: grid.cell, height: grid.cell }}
          />
        </div>
        {pointed !== -1 && group.nodes[pointed] && (
          <MapCard node={group.nodes[pointed]} row={card.row} grid={grid} index={pointed} />
        )}
      </div>
      <OutageLine group={group} filter={filter} />
    </section>
  )
}
