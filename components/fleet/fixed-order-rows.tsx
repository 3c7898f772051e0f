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
 * The body of a table, or a list, whose order may change: while the pointer or the focus is in it, no row moves, but values are
 * still updated in place.
 */
export function FixedOrderRows({
  rows,
  as: Body = 'tbody',
  className = '@max-4xl:block',
  onKeyDown,
}: {
  rows: Row[]
  as?: 'tbody' | 'ul'
  className?: string
  onKeyDown?: (event: KeyboardEvent) => void
}) {
  const [held, setHeld] = useState<string[] | null>(null)
  const holdOrder = useHoldOrder(
    () => setHeld((present) => present ?? rows.map(({ key }) => key)),
    () => setHeld(null),
  )
  return (
    <Body className={className} {...holdOrder} onKeyDown={onKeyDown}>
      {(held ? inHeldOrder(rows, held) : rows).map(({ key, row }) => (
        <Fragment key={key}>{row}</Fragment>
      ))}
    </Body>
  )
}
