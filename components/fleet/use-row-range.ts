'use client'

import {
  defaultRangeExtractor,
  observeWindowOffset,
  type Range,
  useWindowVirtualizer,
} from '@tanstack/react-virtual'
import { type DOMAttributes, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** The height of a row until it has been measured: 3.75rem. */
const usualHeight = 60
/** Rows rendered beyond the edges of the screen, so that scrolling does not show empty space. */
const overscan = 10
/** Rows that the server renders: enough for a screen of 1,600 pixels, at a millisecond each. */
const firstRows = 24

const useIsomorphicLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect

/** Where the rows begin on the page and how high one is; both follow changes of window and text size. */
function useMeasures(body: RefObject<HTMLTableSectionElement | null>): { top: number; height: number } {
  const [measures, setMeasures] = useState({ top: 0, height: usualHeight })
  useIsomorphicLayoutEffect(() => {
    const measure = () => {
      const row = body.current?.querySelector('tr[aria-rowindex]')
      if (!body.current || !row) return
      const top = Math.round(body.current.getBoundingClientRect().top + window.scrollY)
      const { height } = row.getBoundingClientRect()
      setMeasures((before) => (before.top === top && before.height === height ? before : { top, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [body])
  return measures
}

/** The position of the row that holds this element. */
function indexOf(element: EventTarget): number | null {
  const row = element instanceof Element ? element.closest('tr[aria-rowindex]') : null
  // aria-rowindex counts from 1, and the header is row 1.
  return row ? Number(row.getAttribute('aria-rowindex')) - 2 : null
}

type RowRange = {
  /** The rows to render, in order, with gaps when a distant row has the focus. */
  indexes: readonly number[]
  /** Pixels. */
  height: number
  /** Props for the table body: the row with the focus stays rendered wherever the reader scrolls. */
  keepFocused: Pick<DOMAttributes<HTMLElement>, 'onFocusCapture' | 'onBlurCapture'>
}

/**
 * Which of `count` rows of equal height are on screen. `onRange` is called on every change while scrolling, `onFocus`
 * with the row that has the focus.
 */
export function useRowRange(options: {
  body: RefObject<HTMLTableSectionElement | null>
  count: number
  onRange: (first: number, last: number) => void
  onFocus: (index: number | null) => void
}): RowRange {
  const { body, count, onRange, onFocus } = options
  const { top, height } = useMeasures(body)
  const focus = useRef<number | null>(null)
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count,
    estimateSize: () => height,
    overscan,
    scrollMargin: top,
    // The first render matches the server's, wherever the browser has scrolled by then. After that the rows follow the
    // reader and never scroll the page.
    initialOffset: 0,
    observeElementOffset: (instance, follow) => {
      const stop = observeWindowOffset(instance, follow)
      follow(window.scrollY, false)
      return stop
    },
    scrollToFn: () => undefined,
    initialRect: { width: 0, height: (firstRows - overscan) * usualHeight },
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range)
      const { current } = focus
      return current === null || current >= count
        ? shown
        : [...new Set([...shown, current])].sort((a, b) => a - b)
    },
    onChange: ({ range }) => {
      if (range) onRange(Math.max(0, range.startIndex - overscan), range.endIndex + overscan)
    },
  })
  useEffect(() => {
    if (height > 0) virtualizer.measure()
  }, [virtualizer, height])
  return {
    indexes: virtualizer.getVirtualIndexes(),
    height,
    keepFocused: {
      onFocusCapture: ({ target }) => {
        focus.current = indexOf(target)
        onFocus(focus.current)
      },
      onBlurCapture: () => {
        focus.current = null
        onFocus(null)
      },
    },
  }
}
