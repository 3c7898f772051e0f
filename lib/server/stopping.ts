// On globalThis: Next's bundle has a copy of this module of its own.
const shared: typeof globalThis & { hakimStopping?: boolean } = globalThis

/** From now on this server should get no more requests. */
export const beginStopping = (): void => {
  shared.hakimStopping = true
}

export const isStopping = (): boolean => shared.hakimStopping === true
