'use client'

import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import { wholeListAtMost } from '@/lib/fleet/domain/fleet-page'
import { FleetNotice } from './fleet-notice'
import type { FirstRows } from './fleet-order'
import { fleetReader } from './fleet-reader'
import { FleetTableRow } from './fleet-row'
import { FleetRowPlace } from './fleet-row-placeholder'
import { FleetWindow } from './fleet-window'
import { useRowRange } from './use-row-range'
import { useKeptScroll } from './use-scroll-restoration'
import { useSteady } from './use-steady'

// A row for the layout alone; a table tells by its row indexes which ones are left out.
const forNobody = { 'aria-hidden': true }

/** The place of rows that are not on screen; one cell, since how many columns there are depends on the width. */
const Gap = ({ rows, height }: { rows: number; height: number }) => (
  <tr {...forNobody} className="@max-4xl:block">
    <td className="p-0 @max-4xl:block" style={{ height: rows * height }} />
  </tr>
)

/**
 * The fleet as a table, `head` being its caption and heads. Few rows are all there; of many, those on screen are, and
 * the rest is read when it is scrolled to. No row moves while the pointer or the focus is among them, or while the
 * reader is further down.
 */
export function FleetRows(props: { first: FirstRows; filter: FleetFilter; head: ReactNode }) {
  const { first } = props
  const [fleet] = useState(() => new FleetWindow(fleetReader(props.filter), first))
  useEffect(() => fleet.take(first), [fleet, first])
  const { count, order, rows, heldSince, problem } = useSyncExternalStore(
    fleet.subscribe,
    fleet.read,
    fleet.read,
  )
  const { ref, ...steady } = useSteady(
    () => fleet.hold(),
    () => fleet.release(),
  )
  useKeptScroll()
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
        <FleetRowPlace key={index} index={index} />
      ) : (
        <FleetTableRow key={did} did={did} row={rows.get(did)} index={index} />
      ),
    )
    next = index + 1
  }
  if (next < count) shown.push(<Gap key="after" rows={count - next} height={range.height} />)

  return (
    <div className="@container">
      <table
        aria-rowcount={count + 1}
        className="w-full rounded-card border bg-surface whitespace-nowrap @max-4xl:block @4xl:table-fixed @4xl:border-separate @4xl:border-spacing-0"
      >
        {props.head}
        {/* The places change size above what is on screen; a browser that holds on to one would scroll along. */}
        <tbody ref={ref} className="[overflow-anchor:none] @max-4xl:block" {...steady} {...range.keepFocused}>
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
