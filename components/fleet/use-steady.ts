'use client'

import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'

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

type Steady = {
  ref: RefObject<HTMLTableSectionElement | null>
  onPointerEnter: () => void
  onPointerLeave: () => void
  onFocus: () => void
  onBlur: (event: FocusEvent) => void
}

/**
 * For the body of a table whose order may change under the reader: `hold` is called when the pointer or the focus
 * comes into it, `release` when it leaves. The rows are opened by a click anywhere in them.
 */
export function useSteady(hold: () => void, release: () => void): Steady {
  const ref = useRef<HTMLTableSectionElement>(null)
  // Not a handler of the element: for keyboard and screen reader the rows are no controls, their links are.
  useEffect(() => {
    const element = ref.current
    element?.addEventListener('click', openRow)
    return () => element?.removeEventListener('click', openRow)
  }, [])
  return {
    ref,
    onPointerEnter: hold,
    onPointerLeave: release,
    onFocus: hold,
    onBlur: (event) => {
      if (!event.currentTarget.contains(event.relatedTarget)) release()
    },
  }
}
