import { type RefObject, useEffect, useState } from 'react'

/** Whether an element has been visible, at least half of it, for so long without a break. */
export function useOnScreen(element: RefObject<HTMLElement | null>, ms: number): boolean {
  const [onScreen, setOnScreen] = useState(false)
  useEffect(() => {
    const target = element.current
    if (!target) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new IntersectionObserver(
      ([entry]) => {
        clearTimeout(timer)
        setOnScreen(false)
        if (entry?.isIntersecting) timer = setTimeout(() => setOnScreen(true), ms)
      },
      { threshold: 0.5 },
    )
    observer.observe(target)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [element, ms])
  return onScreen
}
