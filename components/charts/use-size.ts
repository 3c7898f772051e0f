import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

type Size = { width: number; height: number }

const unknown: Size = { width: 0, height: 0 }

/** The size of an element in whole pixels, kept up to date; 0 before it is known. */
export function useSize<T extends HTMLElement>(): Size & { ref: RefObject<T | null> } {
  const ref = useRef<T>(null)
  const [size, setSize] = useState(unknown)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => {
      const box = element.getBoundingClientRect()
      const next = { width: Math.floor(box.width), height: Math.floor(box.height) }
      setSize((known) => (known.width === next.width && known.height === next.height ? known : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, ...size }
}
