import { within } from './wait'

/**
 * Reads a source with a time limit, and never again while an earlier call is still out: a hung mount would otherwise
 * cost a process a sample. Null when there is no value in time.
 */
export function limited<T>(limitMs: number, read: () => Promise<T>): () => Promise<T | null> {
  let isOut = false
  return async () => {
    if (isOut) return null
    isOut = true
    return within(
      limitMs,
      read().finally(() => {
        isOut = false
      }),
    )
  }
}

const longestPauseMs = 5 * 60_000

/**
 * Reads a sensor. What it cannot read the system shows as nothing or as 0; the sensor is then asked again, after pauses
 * of 5 seconds to 5 minutes, since a machine without one should not be asked with each sample.
 * @param now a monotonic clock in milliseconds
 */
export function sensor(
  read: () => Promise<number | null | undefined>,
  now: () => number = () => performance.now(),
): () => Promise<number | null> {
  let failures = 0
  let notBefore = Number.NEGATIVE_INFINITY
  return async () => {
    if (now() < notBefore) return null
    const value = await read()
    if (typeof value === 'number' && Number.isFinite(value) && value !== 0) {
      failures = 0
      return value
    }
    notBefore = now() + Math.min(longestPauseMs, 5_000 * 2 ** failures)
    failures += 1
    return null
  }
}
