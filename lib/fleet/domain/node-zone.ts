import { parseZone } from '@/lib/kernel/time/time-zone'

/** A node's time zone: `time_zone` of its latest report, else of its labels; null without one that is known. */
export function nodeZone(...found: unknown[]): string | null {
  for (const text of found) {
    const zone = typeof text === 'string' ? parseZone(text) : null
    if (zone !== null) return zone
  }
  return null
}
