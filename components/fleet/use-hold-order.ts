'use client'

import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'

/**
 * A click anywhere in a row follows its link, so that the whole row is a target; links, buttons and selecting text keep
 * working. With the keyboard, the link itself has the focus.
 */
function openRow(event: MouseEvent): void {
  const { target } = event
  if (
    !(target instanceof Element) ||
    target.closest('a, button, input') ||
    !window.getSelection()?.isCollapsed
  )
    return
  const { ctrlKey, metaKey, shiftKey } = event
  target
    .closest('tr')
    ?.querySelector('a')
    ?.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey, shiftKey }),
    )
}

/** The rows of a table, or a list. */
type Rows = HTMLTableSectionElement & HTMLUListElement

type HoldOrder = {
  ref: RefObject<Rows | null>
  onPointerEnter: () => void
  onPointerLeave: () => void
  onFocus: () => void
  onBlur: (event: FocusEvent) => void
}

/**
 * For rows whose order may change: calls `hold` when the pointer or the focus enters it, `release` when
 * it leaves. A click anywhere in a row of a table opens it.
 */
export function useHoldOrder(hold: () => void, release: () => void): HoldOrder {
  const ref = useRef<Rows>(null)
  // Not an onClick: for keyboards and screen readers the links are the controls, not the rows.
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
