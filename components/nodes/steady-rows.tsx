'use client'

import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'

type Row = { key: string; row: ReactNode }

/** `rows` in the order of `held`; what is new comes last, what is gone is gone. */
function inHeldOrder(rows: Row[], held: string[]): Row[] {
  const place = new Map(held.map((key, index) => [key, index]))
  return [...rows].sort((a, b) => (place.get(a.key) ?? held.length) - (place.get(b.key) ?? held.length))
}

/**
 * A click anywhere in a row is a click on its link, so that a row is a large target; links, buttons and the selecting
 * of text keep their own meaning. By keyboard one goes to the link itself.
 */
function openRow(event: MouseEvent): void {
  const { target } = event
  if (!(target instanceof Element) || target.closest('a, button') || !window.getSelection()?.isCollapsed)
    return
  const { ctrlKey, metaKey, shiftKey } = event
  target
    .closest('tr')
    ?.querySelector('a')
    ?.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey, shiftKey }),
    )
}

/**
 * The body of a table whose order may change under the reader: while the pointer or the focus is in it no row moves,
 * though every value goes on changing in place.
 */
export function SteadyRows({ rows }: { rows: Row[] }) {
  const body = useRef<HTMLTableSectionElement>(null)
  // Not a handler of the element: for keyboard and screen reader the rows are no controls, their links are.
  useEffect(() => {
    const element = body.current
    element?.addEventListener('click', openRow)
    return () => element?.removeEventListener('click', openRow)
  }, [])
  const [held, setHeld] = useState<string[] | null>(null)
  const hold = () => setHeld((present) => present ?? rows.map(({ key }) => key))
  const release = () => setHeld(null)
  return (
    <tbody
      className="@max-4xl:block"
      ref={body}
      onPointerEnter={hold}
      onPointerLeave={release}
      onFocus={hold}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) release()
      }}
    >
      {(held ? inHeldOrder(rows, held) : rows).map(({ key, row }) => (
        <Fragment key={key}>{row}</Fragment>
      ))}
    </tbody>
  )
}
