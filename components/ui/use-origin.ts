import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** The address of this page; while it is rendered on the server, `expected`. */
export const useOrigin = (expected: string): string =>
  useSyncExternalStore(
    never,
    () => window.location.origin,
    () => expected,
  )

/** Whether this page came by https, or from this machine: to browsers, and to agents, that is the same. */
export const useIsSecure = (): boolean =>
  useSyncExternalStore(
    never,
    () => window.isSecureContext,
    () => true,
  )
