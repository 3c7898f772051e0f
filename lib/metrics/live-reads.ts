// On globalThis: Next's bundle reads the changes, and the server is asked how old they are.
const shared: typeof globalThis & { hakimLiveRead?: number } = globalThis

/** The changes up to `at` (milliseconds) are known; while nobody listens, null. */
export function noteLiveRead(at: number | null): void {
  if (at === null) delete shared.hakimLiveRead
  else shared.hakimLiveRead = at
}

/** From now on somebody waits for changes. */
export const noteListener = (): void => noteLiveRead(shared.hakimLiveRead ?? Date.now())

/** How long open pages have not been told anything; 0 while nobody listens. */
export const liveLagSeconds = (now = Date.now()): number =>
  Math.max(0, (now - (shared.hakimLiveRead ?? now)) / 1_000)
