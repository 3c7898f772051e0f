// Says something briefly at the edge of the page. What shows it is loaded with the first of them: most pages never need it.

type Options = { duration?: number; closeButton?: boolean }
type Show = (kind: 'success' | 'error' | 'warning', text: string, options: Options) => void

const waiting: Parameters<Show>[] = []
const listeners = new Set<() => void>()
let show: Show | null = null

const say: Show = (...said) => {
  if (show) return show(...said)
  waiting.push(said)
  for (const wanted of listeners) wanted()
}

export const toast = {
  success: (text: string) => say('success', text, {}),
  error: (text: string) => say('error', text, {}),
  warning: (text: string, options: Options) => say('warning', text, options),
}

/** Whether something waits to be shown, or was; for `useSyncExternalStore`. */
export const areWanted = (): boolean => show !== null || waiting.length > 0
export function onWanted(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** From now on this shows them, what waits first; undone by what it returns. */
export function showBy(by: Show): () => void {
  show = by
  for (const said of waiting.splice(0)) by(...said)
  return () => {
    show = null
  }
}
