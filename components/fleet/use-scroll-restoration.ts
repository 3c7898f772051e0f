import { useLayoutEffect } from 'react'
import { isJsonObject } from '@/lib/kernel/json/json'

/** Our key in the state of a history entry; Next leaves foreign keys alone. */
const key = 'hakimScroll'
const pauseMs = 100
/** About a second. */
const maxFrames = 60

const stateOf = (entry: unknown): Record<string, unknown> => (isJsonObject(entry) ? entry : {})

/** Where the reader left the list, since a refresh under way may overwrite the history entry, and whether they came back. */
const left = { href: '', place: 0, back: false }
if (typeof window !== 'undefined')
  window.addEventListener('popstate', () => {
    left.back = true
  })

function savedPlace(): number | null {
  const kept = stateOf(window.history.state)[key]
  if (typeof kept === 'number') return kept
  return left.back && left.href === window.location.href ? left.place : null
}

function save(): void {
  const state = stateOf(window.history.state)
  if (state[key] !== window.scrollY) window.history.replaceState({ ...state, [key]: window.scrollY }, '')
}

/**
 * Saves the scroll position with the history entry and restores it when the reader comes back. The browser cannot do so
 * itself, since the page is not long enough yet when it tries.
 */
export function useScrollRestoration(): void {
  // A layout effect ends as the rows go: the shorter page after them scrolls, and that position must not be saved.
  useLayoutEffect(() => {
    const saved = savedPlace()
    left.back = false
    let frame = 0
    // Repeated until the rows have been measured and the page has its full length.
    const goTo = (place: number, tries: number): void => {
      frame = requestAnimationFrame(() => {
        window.scrollTo(0, place)
        frame = 0
        if (Math.abs(window.scrollY - place) > 1 && tries > 1) goTo(place, tries - 1)
      })
    }
    if (saved !== null) goTo(saved, maxFrames)
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = () => {
      clearTimeout(timer)
      // While restoring, the position is not one that the reader chose.
      if (frame !== 0) return
      // Browsers limit how often a page may change its history.
      timer = setTimeout(save, pauseMs)
    }
    window.addEventListener('scroll', later, { passive: true })
    const leave = () => {
      clearTimeout(timer)
      save()
      Object.assign(left, { href: window.location.href, place: window.scrollY, back: false })
    }
    document.addEventListener('click', leave, true)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      window.removeEventListener('scroll', later)
      document.removeEventListener('click', leave, true)
    }
  }, [])
}
