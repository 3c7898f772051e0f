/** The pause after `failures` failures: doubling from 1 s to 60 s, half of it random so that a fleet spreads out. */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const full = Math.min(60_000, 1_000 * 2 ** Math.min(Math.max(failures - 1, 0), 10))
  return full / 2 + (full / 2) * random()
}

/** Parses a Retry-After header (seconds or an HTTP date) to seconds, at most an hour; null if it has none. */
export function retryAfterSeconds(header: string | null, now: number = Date.now()): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1_000
  return Number.isFinite(seconds) ? Math.min(3_600, Math.max(0, seconds)) : null
}
