/** npm passes on the Ctrl-C that the terminal has also sent to us; only a later one counts as a second. */
const SAME_PRESS_MS = 1000

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export type StopSignals = {
  /** Aborted by the first signal. */
  first: AbortSignal
  /** Aborted by a later one: do not wait any longer. */
  second: AbortSignal
  dispose(): void
}

/** From here on signals do not end the process; the caller must. */
export function listenForStop(now: () => number = Date.now): StopSignals {
  const [first, second] = [new AbortController(), new AbortController()]
  let since = 0
  const onSignal = () => {
    if (!first.signal.aborted) {
      since = now()
      first.abort()
    } else if (now() - since > SAME_PRESS_MS) second.abort()
  }
  for (const signal of signals) process.on(signal, onSignal)
  // A killed npm passes on no signal, and this process would keep running unnoticed.
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) first.abort()
  }, 1000)
  watch.unref()
  return {
    first: first.signal,
    second: second.signal,
    dispose: () => {
      clearInterval(watch)
      for (const signal of signals) process.off(signal, onSignal)
    },
  }
}

/** Resolves when the signal is aborted. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
