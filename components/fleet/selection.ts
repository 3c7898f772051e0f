import { useSyncExternalStore } from 'react'

// Apart from the list, so that a selection outlives another filter and a look at a node.

let chosen: ReadonlySet<string> | null = null
/** Where a range begins: the node that was chosen last. */
let last: string | null = null
const listeners = new Set<() => void>()

/** The DIDs that are chosen; null while nobody chooses. */
export const readSelection = (): ReadonlySet<string> | null => chosen
export const lastSelected = (): string | null => last

export function select(dids: ReadonlySet<string> | null, from: string | null = null): void {
  chosen = dids
  last = from
  for (const notify of listeners) notify()
}

export function subscribeToSelection(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether nodes of the list can be chosen now. */
export const useSelecting = (): boolean =>
  useSyncExternalStore(
    subscribeToSelection,
    () => chosen !== null,
    () => false,
  )
