import { setTimeout as delay } from 'node:timers/promises'

/** Waits `ms`, or until `signal` aborts. Never throws. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal })
  } catch {
    // Aborted: the caller checks its signal.
  }
}

/**
 * A signal that aborts with any of `signals`, or with a TimeoutError after `timeoutMs`. Unlike AbortSignal.any, it
 * leaves no listeners on long-lived signals once `release` is called.
 */
export function linkSignals(
  signals: readonly (AbortSignal | undefined)[],
  timeoutMs?: number,
): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController()
  const end = (): void => controller.abort()
  const late = (): void => controller.abort(new DOMException('Timed out', 'TimeoutError'))
  const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs)
  for (const one of signals) {
    if (one?.aborted) end()
    one?.addEventListener('abort', end)
  }
  return {
    signal: controller.signal,
    release: () => {
      clearTimeout(timer)
      for (const one of signals) one?.removeEventListener('abort', end)
    },
  }
}

/** Resolves when the signal is aborted. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

/** The value, or null if it takes longer than `ms` or fails. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  const over = new AbortController()
  try {
    return await Promise.race([work.catch(() => null), sleep(ms, over.signal).then(() => null)])
  } finally {
    over.abort()
  }
}

type Wake = { wake: () => void; wait: (ms: number, signal: AbortSignal) => Promise<void> }

/** Lets one loop sleep until another wakes it; a wake while it works is not lost. */
export function createWake(): Wake {
  let woken = false
  let stop: AbortController | null = null
  return {
    wake: () => {
      woken = true
      stop?.abort()
    },
    wait: async (ms, signal) => {
      if (!woken) {
        stop = new AbortController()
        const either = linkSignals([stop.signal, signal])
        await sleep(ms, either.signal)
        either.release()
        stop = null
      }
      woken = false
    },
  }
}
