'use client'

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react'

/** The bucket that is pointed at, by its start (epoch seconds), and the chart in which it is pointed at. */
export type Crosshair = {
  at: number | null
  source: string | null
  /** Where a selection began, while one is drawn. */
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

/** Ties the charts inside to one crosshair. A store of its own: a move draws the overlays again, never the charts. */
export function CrosshairProvider({ children }: { children: ReactNode }) {
  const [store] = useState(createStore)
  return <CrosshairContext value={store}>{children}</CrosshairContext>
}

const loneStore = createStore()

export const useCrosshairStore = (): Store => useContext(CrosshairContext) ?? loneStore

export function useCrosshair(): Crosshair {
  const store = useCrosshairStore()
  return useSyncExternalStore(store.subscribe, store.get, () => nowhere)
}
