import { useEffect, useRef } from 'react'

const typesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], dialog') !== null

/** Enter belongs to the control that has the focus, if any. */
const isTaken = ({ key, target }: KeyboardEvent): boolean => key === 'Enter' && target !== document.body

/** Single-key shortcuts, ignored while typing, with a modifier, and on auto-repeat. */
export function useKeys(keys: Record<string, () => void>) {
  const current = useRef(keys)
  useEffect(() => {
    current.current = keys
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      if (typesText(event.target) || isTaken(event) || !Object.hasOwn(current.current, event.key)) return
      event.preventDefault()
      current.current[event.key]?.()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
