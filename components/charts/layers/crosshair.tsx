'use client'

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react'

/** The bucket under the pointer, by its start (epoch seconds), and the chart under the pointer. */
export type Crosshair = {
  at: number | null
  source: string | null
  /** The start of a selection while it is being drawn. */
  anchor: number | null
}

type Store = {
  get: () => Crosshair
  set: (next: Crosshair) => void
  subscribe: (listener: () => void) => () => void
}

const nowhere: Crosshair = { at: null, source: null, anchor: null }

function createStore(): Store {
  let current = nowhere
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set: (next) => {
      const same = next.at === current.at && next.source === current.source && next.anchor === current.anchor
      if (same) return
      current = next
      for (const notify of listeners) notify()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const CrosshairContext = createContext<Store | null>(null)

/** Makes the charts inside share a crosshair. It has its own store, so that a move redraws the overlays and not the charts. */
export function CrosshairProvider({ children }: { children: ReactNode }) {
  const [store] = useState(createStore)
  return <CrosshairContext value={store}>{children}</CrosshairContext>
}

const defaultStore = createStore()

export const useCrosshairStore = (): Store => useContext(CrosshairContext) ?? defaultStore

export function useCrosshair(): Crosshair {
  const store = useCrosshairStore()
  return useSyncExternalStore(store.subscribe, store.get, () => nowhere)
}
