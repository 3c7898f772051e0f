import { useLayoutEffect, useRef } from 'react'

const places = 'section, main'

/** When this element disappears with the focus inside it, the heading of the nearest remaining section gets the focus. */
export function useKeptFocus<E extends HTMLElement>() {
  const root = useRef<E>(null)
  useLayoutEffect(() => {
    const node = root.current
    return () => {
      if (!node?.contains(document.activeElement)) return
      const around: Element[] = []
      for (let at = node.parentElement?.closest(places); at; at = at.parentElement?.closest(places))
        around.push(at)
      // Which of them remain is known only after this change.
      queueMicrotask(() => focusHeading(around.filter((place) => place.isConnected)))
    }
  }, [])
  return root
}

function focusHeading(around: readonly Element[]): void {
  if (document.activeElement !== document.body) return
  const headings = around.map((place) => place.querySelector<HTMLElement>('h1, h2, h3'))
  const heading = headings.find((found) => found !== null)
  if (!heading) return
  heading.tabIndex = -1
  heading.focus()
}
