import { type KeyboardEvent, useMemo, useState } from 'react'
import { useSize } from '@/components/charts/use-size'
import { Button } from '@/components/ui/button'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import type { FillScale } from '@/lib/fleet/domain/map-fill'
import { cellSizes, gridOf, inColumns } from '@/lib/fleet/domain/map-grid'
import { isIll, type MapNode } from '@/lib/fleet/domain/map-node'
import { listId, MapGroupMarks, optionId } from './map-group'
import { MapKeys, MapLegend } from './map-legend'
import { useCard } from './use-card'
import { useHeldGroups } from './use-held-groups'
import { useMarkColors } from './use-mark-colors'
import { WorstFirst } from './worst-first'

const gapPx = 28
/** From this width on there is room for two columns of groups. */
const twoFrom = 640

/** The largest marks with which the map is not much longer than the screen. */
function usualZoom(count: number): number {
  if (count > 800) return 0
  return count > 250 ? 1 : 2
}

/** The nodes as marks in groups, and the ill ones among them as a list. */
export function HostMap(props: {
  nodes: readonly MapNode[]
  /** False while the marks are those of the filter before. */
  isRead: boolean
  fill: FillScale | undefined
  filter: FleetFilter
}) {
  const { nodes, isRead, filter } = props
  const { groups, hold } = useHeldGroups(nodes, isRead)
  const [zoom, setZoom] = useState<number | null>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const { ref, width } = useSize<HTMLDivElement>()
  const colors = useMarkColors()
  const card = useCard(filter)
  const level = zoom ?? usualZoom(nodes.length)
  const cell = cellSizes[level] ?? cellSizes[0]
  const columnCount = groups.length > 1 && width >= twoFrom ? 2 : 1
  const columnWidth = Math.floor((width - (columnCount - 1) * gapPx) / columnCount)
  const columns = useMemo(
    () =>
      inColumns(
        groups,
        columnCount,
        (group) => gridOf(group.nodes.length, columnWidth, cell).rows * cell + 60,
      ),
    [groups, columnCount, columnWidth, cell],
  )
  const zoomBy = (by: number) => setZoom(Math.max(0, Math.min(cellSizes.length - 1, level + by)))
  const toIll = (from: string | null, by: 1 | -1) => {
    const ill = columns.flat().flatMap((group) => group.nodes.filter(isIll))
    const at = ill.findIndex(({ did }) => did === from)
    const next = ill.at(at === -1 ? 0 : (at + by) % ill.length)
    if (next) show(next.did)
  }
  const show = (did: string) => {
    setFocused(did)
    card.show(did)
    const group = groups.find(({ nodes: members }) => members.some((node) => node.did === did))
    // Once its option is that of the node.
    if (group)
      requestAnimationFrame(() => {
        document.getElementById(listId(group))?.focus({ preventScroll: true })
        document.getElementById(optionId(group))?.scrollIntoView({ block: 'nearest' })
      })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act: Record<string, () => void> = {
      n: () => toIll(focused, 1),
      p: () => toIll(focused, -1),
      '+': () => zoomBy(1),
      '-': () => zoomBy(-1),
    }
    if (!Object.hasOwn(act, event.key)) return
    event.preventDefault()
    act[event.key]?.()
  }
  return (
    <div className="flex items-start gap-3.5 max-xl:flex-col">
      {/* Keys of the whole map; its marks are the controls. */}
      <section
        aria-label="Map"
        className="min-w-0 flex-1 self-stretch rounded-card border bg-surface p-4"
        onKeyDown={onKeyDown}
        {...hold}
        onBlur={(event) => {
          hold.onBlur(event)
          if (event.currentTarget.contains(event.relatedTarget)) return
          setFocused(null)
          card.show(null)
        }}
      >
        <div className="mb-4 flex items-start justify-between gap-x-6">
          <div className="flex min-w-0 flex-wrap items-center gap-x-6 gap-y-2">
            <MapLegend fill={filter.fill} scale={props.fill} />
            <a href="#worst-first" className="text-accent underline xl:hidden">
              Ill nodes as a list
            </a>
          </div>
          <span className="flex shrink-0 gap-1.5">
            <Button size="sm" aria-label="Smaller marks" disabled={level === 0} onClick={() => zoomBy(-1)}>
              −
            </Button>
            <Button
              size="sm"
              aria-label="Larger marks"
              disabled={level === cellSizes.length - 1}
              onClick={() => zoomBy(1)}
            >
              +
            </Button>
          </span>
        </div>
        <div
          ref={ref}
          className="flex items-start aria-busy:min-h-100"
          style={{ gap: gapPx }}
          aria-busy={!isRead}
        >
          {width > 0 &&
            columns.map((column, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <div key={at} className="flex flex-col gap-5" style={{ width: columnWidth }}>
                {column.map((group) => (
                  <MapGroupMarks
                    key={group.key}
                    {...{ group, filter, colors, focused, card }}
                    filled={filter.fill !== undefined}
                    width={columnWidth}
                    cell={cell}
                    onFocus={setFocused}
                  />
                ))}
              </div>
            ))}
        </div>
        <MapKeys />
      </section>
      <WorstFirst
        groups={groups}
        total={nodes.length}
        isRead={isRead}
        filter={filter}
        focused={focused}
        show={show}
      />
    </div>
  )
}
