'use client'

import { Fragment, type ReactNode, useState } from 'react'
import { useSteady } from './use-steady'

type Row = { key: string; row: ReactNode }

/** `rows` in the order of `held`; what is new comes last, what is gone is gone. */
function inHeldOrder(rows: Row[], held: string[]): Row[] {
  const place = new Map(held.map((key, index) => [key, index]))
  return [...rows].sort((a, b) => (place.get(a.key) ?? held.length) - (place.get(b.key) ?? held.length))
}

/**
 * The body of a table whose order may change under the reader: while the pointer or the focus is in it no row moves,
 * though every value goes on changing in place.
 */
export function SteadyRows({ rows }: { rows: Row[] }) {
  const [held, setHeld] = useState<string[] | null>(null)
  const steady = useSteady(
    () => setHeld((present) => present ?? rows.map(({ key }) => key)),
    () => setHeld(null),
  )
  return (
    <tbody className="@max-4xl:block" {...steady}>
      {(held ? inHeldOrder(rows, held) : rows).map(({ key, row }) => (
        <Fragment key={key}>{row}</Fragment>
      ))}
    </tbody>
  )
}
