import { z } from 'zod'
import { notAZone, parseZone } from './time-zone'

const farthest = Date.UTC(2200, 0, 1) / 1_000

export const unknownYear = 'must be between 1970 and 2200'

/** Whether a time in epoch seconds is within 1970 … 2200. */
export const isKnownYear = (at: number): boolean => at >= 0 && at < farthest

/**
 * For `transform` of a time in ISO 8601: the same time in UTC with milliseconds, since PostgreSQL accepts fewer offsets
 * and shorter fractions than ISO 8601. Refuses times outside 1970 … 2200.
 */
export function toUtc(text: string, context: z.RefinementCtx): string {
  const at = Date.parse(text)
  if (isKnownYear(at / 1_000)) return new Date(at).toISOString()
  context.addIssue({ code: 'custom', message: unknownYear })
  return z.NEVER
}

/** A time with its offset, as UTC. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2026-11-24T22:00:00Z' })
  .transform(toUtc)

/** A time zone by its IANA name, as this runtime spells it. */
export const timeZone = z.string().transform((text, context) => {
  const zone = parseZone(text)
  if (zone !== null) return zone
  context.addIssue({ code: 'custom', message: notAZone })
  return z.NEVER
})
