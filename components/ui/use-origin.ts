import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** The address of this page; while it is rendered on the server, `expected`. */
export const useOrigin = (expected: string): string =>
  useSyncExternalStore(
    never,
    () => window.location.origin,
    () => expected,
  )
