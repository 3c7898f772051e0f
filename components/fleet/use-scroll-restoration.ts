import { useLayoutEffect } from 'react'
import { isJsonObject } from '@/lib/kernel/json/json'

/** Ours in the state of a history entry, where Next leaves what others keep. */
const key = 'hakimScroll'
const pauseMs = 100
/** A second of them. */
const mostFrames = 60

const stateOf = (entry: unknown): Record<string, unknown> => (isJsonObject(entry) ? entry : {})

/** Where the list was left, in case a refresh of the page under way writes its entry anew, and whether the way led back since. */
const left = { href: '', place: 0, back: false }
if (typeof window !== 'undefined')
  window.addEventListener('popstate', () => {
    left.back = true
  })

function keptPlace(): number | null {
  const kept = stateOf(window.history.state)[key]
  if (typeof kept === 'number') return kept
  return left.back && left.href === window.location.href ? left.place : null
}

function keep(): void {
  const state = stateOf(window.history.state)
  if (state[key] !== window.scrollY) window.history.replaceState({ ...state, [key]: window.scrollY }, '')
}

/**
 * Keeps with its entry of the history how far the reader had scrolled, and goes there again on the way back. The browser
 * itself cannot when the page has to be read first, since the page is not long enough yet when it tries.
 */
export function useKeptScroll(): void {
  // Ends in the moment in which the rows go: the shorter page after them scrolls, and that is no place of this one.
  useLayoutEffect(() => {
    const kept = keptPlace()
    left.back = false
    let frame = 0
    // Until the rows have been measured and the page has its whole length.
    const goTo = (place: number, tries: number): void => {
      frame = requestAnimationFrame(() => {
        window.scrollTo(0, place)
        frame = 0
        if (Math.abs(window.scrollY - place) > 1 && tries > 1) goTo(place, tries - 1)
      })
    }
    if (kept !== null) goTo(kept, mostFrames)
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = () => {
      clearTimeout(timer)
      // On the way back it is no place that the reader chose.
      if (frame !== 0) return
      // A browser allows only so many changes of its history in a while.
      timer = setTimeout(keep, pauseMs)
    }
    window.addEventListener('scroll', later, { passive: true })
    const leave = () => {
      clearTimeout(timer)
      keep()
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
