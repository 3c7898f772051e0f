'use client'

import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import { type FleetRow, wholeListAtMost } from '@/lib/fleet/domain/fleet-page'
import { FleetNotice } from './fleet-notice'
import type { FirstRows } from './fleet-order'
import { fleetReader } from './fleet-reader'
import { FleetTableRow } from './fleet-row'
import { FleetRowPlaceholder } from './fleet-row-placeholder'
import { FleetWindow } from './fleet-window'
import { selectKey } from './select-key'
import { useSelecting } from './selection'
import { useHoldOrder } from './use-hold-order'
import { useRowRange } from './use-row-range'
import { useScrollRestoration } from './use-scroll-restoration'

// Only for the layout: row indexes already say which rows are left out.
const layoutOnly = { 'aria-hidden': true }

function highestMemory(rows: Iterable<FleetRow | null>): number {
  let highest = 0
  for (const row of rows)
    for (const value of row?.memory.high ?? []) if (value !== null && value > highest) highest = value
  return highest
}

/** The space of rows off screen. One cell, since the number of columns depends on the width. */
const Gap = ({ rows, height }: { rows: number; height: number }) => (
  <tr {...layoutOnly} className="@max-4xl:block">
    <td className="p-0 @max-4xl:block" style={{ height: rows * height }} />
  </tr>
)

/**
 * The fleet as a table; `head` holds its caption and column headers. A short list is rendered whole; of a long one, only
 * the rows on screen, and the rest is read as the reader scrolls. No row moves while the pointer or the focus is in the
 * table, or while the reader has scrolled down.
 */
export function FleetRows(props: {
  first: FirstRows
  filter: FleetFilter
  pins: readonly string[]
  head: ReactNode
}) {
  const { first, filter, pins } = props
  const selecting = useSelecting()
  const [fleet] = useState(() => new FleetWindow(fleetReader(filter), first))
  useEffect(() => fleet.take(first), [fleet, first])
  const { count, order, rows, heldSince, problem } = useSyncExternalStore(
    fleet.subscribe,
    fleet.read,
    fleet.read,
  )
  const { ref, ...holdOrder } = useHoldOrder(
    () => fleet.hold(),
    () => fleet.release(),
  )
  useScrollRestoration()
  const memoryTop = useMemo(() => highestMemory(rows.values()), [rows])
  const whole = count <= wholeListAtMost
  const range = useRowRange({
    body: ref,
    count: whole ? 0 : count,
    onRange: (from, to) => fleet.show(from, to),
    onFocus: (index) => fleet.focus(index),
  })

  const shown: ReactNode[] = []
  let next = 0
  for (const index of whole ? order.keys() : range.indexes) {
    if (index > next) shown.push(<Gap key={`before ${index}`} rows={index - next} height={range.height} />)
    const did = order[index]
    shown.push(
      did === undefined ? (
        <FleetRowPlaceholder key={index} index={index} count={filter.columns?.length} />
      ) : (
        <FleetTableRow
          key={did}
          {...{ did, index, memoryTop }}
          order={selecting ? order : null}
          pinned={pins.includes(did)}
          row={rows.get(did)}
          columns={filter.columns}
        />
      ),
    )
    next = index + 1
  }
  if (next < count) shown.push(<Gap key="after" rows={count - next} height={range.height} />)

  return (
    <div data-list className="@container">
      <table
        aria-rowcount={count + 1}
        className="w-full rounded-card border bg-surface whitespace-nowrap @max-4xl:block @4xl:table-fixed @4xl:border-separate @4xl:border-spacing-0"
      >
        {props.head}
        {/* The gaps above the screen change size; with scroll anchoring the browser would scroll along. */}
        <tbody
          ref={ref}
          className="[overflow-anchor:none] @max-4xl:block"
          {...holdOrder}
          {...range.keepFocused}
          onKeyDown={selectKey(order)}
        >
          {shown}
        </tbody>
      </table>
      <FleetNotice
        heldSince={whole ? null : heldSince}
        problem={problem}
        sortAgain={() => fleet.sortAgain()}
        retry={() => fleet.retry()}
      />
    </div>
  )
}
