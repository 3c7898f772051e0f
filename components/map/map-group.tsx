import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react'
import { Link } from '@/components/ui/link'
import { StatusMark } from '@/components/ui/status-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'
import { type Grid, markAt, moveBy, placeOf } from '@/lib/fleet/domain/map-grid'
import type { MapGroup } from '@/lib/fleet/domain/map-groups'
import { isIll, type MapNode } from '@/lib/fleet/domain/map-node'
import { stateRank } from '@/lib/fleet/domain/node-state'
import { countText } from '@/lib/kernel/text/count-text'
import { drawMarks } from './draw-marks'
import { MapCard } from './map-card'
import type { Card } from './use-card'
import type { ColorOf } from './use-mark-colors'

/** How many of its nodes are in each state but Healthy, worst first. */
function illCounts(nodes: readonly MapNode[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const node of nodes) if (isIll(node)) counts.set(node.state, (counts.get(node.state) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => stateRank(a) - stateRank(b))
}

const nameOf = ({ key, value }: MapGroup, filter: FleetFilter): string => {
  if (filter.group === undefined) return 'All nodes'
  return value ?? (key === 'others' ? 'other groups' : `no ${filter.group}`)
}

function Head({ group, filter, ill }: { group: MapGroup; filter: FleetFilter; ill: [string, number][] }) {
  const name = nameOf(group, filter)
  return (
    <h2 className="mb-1.5 flex items-baseline gap-2">
      {group.value !== null && filter.group !== undefined ? (
        <Link
          href={fleetHref({ ...filter, label: `${filter.group}:${group.value}` })}
          title={`Show only ${name}`}
          className="min-w-0 truncate font-title hover:underline"
        >
          <bdi>{name}</bdi>
        </Link>
      ) : (
        <span className="min-w-0 truncate font-title">{name}</span>
      )}
      <span className="text-ink-3">{countText(group.nodes.length)}</span>
      <span className="ml-auto flex shrink-0 gap-3 text-xs">
        {ill.map(([state, count]) => (
          <span key={state} className="inline-flex items-center gap-1 text-ink-2">
            <StatusMark state={state} withWord={false} /> {countText(count)}
          </span>
        ))}
      </span>
    </h2>
  )
}

function OutageLine({ group, filter }: { group: MapGroup; filter: FleetFilter }) {
  const { outage } = group
  if (!outage) return null
  const { count, since, whole } = outage
  return (
    <p className="mt-1.5 text-xs text-ink-2">
      <span className="font-medium text-ink">
        {whole ? `All ${countText(count)} nodes` : `${countText(count)} nodes`} of {nameOf(group, filter)}{' '}
        silent
        {since !== '' && (
          <>
            {' '}
            <TimeAgo iso={since} form="lasting" />
          </>
        )}
      </span>
      , framed: one outage
    </p>
  )
}

/** What a screen reader says of a mark. */
const spoken = ({ name, did, state, code }: MapNode): string =>
  [name ?? did, state, code].filter(Boolean).join(', ')

/**
 * One group: its marks on a canvas, in a list box of which only the current option is an element. Arrow keys move it, Enter
 * opens the node, the card beside it says more.
 */
export function MapGroupMarks(props: {
  group: MapGroup
  grid: Grid
  filter: FleetFilter
  colors: ColorOf | null
  filled: boolean
  /** The node with the focus, wherever it is. */
  focused: string | null
  card: Card
  onFocus: (did: string | null) => void
}) {
  const { group, grid, filter, colors, filled, card, onFocus } = props
  const router = useRouter()
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
    <section aria-label={nameOf(group, filter)}>
      <Head group={group} filter={filter} ill={ill} />
      <div className="relative">
        <div
          id={`map-group-${group.key}`}
          role="listbox"
          tabIndex={0}
          aria-label={`${nameOf(group, filter)}: ${[group.nodes.length === 1 ? '1 node' : `${group.nodes.length} nodes`, ...ill.map(([state, count]) => `${count} ${state}`)].join(', ')}`}
          aria-activedescendant={`map-node-${group.key}`}
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
            id={`map-node-${group.key}`}
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
