'use client'

import { Fragment, type KeyboardEvent, type ReactNode, useState } from 'react'
import { useHoldOrder } from './use-hold-order'

type Row = { key: string; row: ReactNode }

/** `rows` in the order of `held`; new rows come last. */
function inHeldOrder(rows: Row[], held: string[]): Row[] {
  const place = new Map(held.map((key, index) => [key, index]))
  return [...rows].sort((a, b) => (place.get(a.key) ?? held.length) - (place.get(b.key) ?? held.length))
}

/**
 * The body of a table whose order may change: while the pointer or the focus is in it, no row moves, but values are
 * still updated in place.
 */
export function FixedOrderRows(props: { rows: Row[]; onKeyDown?: (event: KeyboardEvent) => void }) {
  const { rows, onKeyDown } = props
  const [held, setHeld] = useState<string[] | null>(null)
  const holdOrder = useHoldOrder(
    () => setHeld((present) => present ?? rows.map(({ key }) => key)),
    () => setHeld(null),
  )
  return (
    <tbody className="@max-4xl:block" {...holdOrder} onKeyDown={onKeyDown}>
      {(held ? inHeldOrder(rows, held) : rows).map(({ key, row }) => (
        <Fragment key={key}>{row}</Fragment>
      ))}
    </tbody>
  )
}
