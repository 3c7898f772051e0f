import { z } from 'zod'

const units: Record<string, number> = { m: 60, h: 3_600, d: 86_400 }
const longestDays = 3_650

/** Converts "90d", "12h" or "30m" to seconds; null when it is not a duration of at most ten years. */
export function parseLifetime(text: string): number | null {
  const match = /^(\d{1,6})([mhd])$/.exec(text)
  const seconds = Number(match?.[1]) * (units[match?.[2] ?? ''] ?? Number.NaN)
  return seconds > 0 && seconds <= longestDays * 86_400 ? seconds : null
}

const wrong = 'must be a time such as 90d, 12h or 30m, at most 3650d'

/** A duration as people write it; in seconds after parsing. */
export const duration = z.string().transform((text, context) => {
  const seconds = parseLifetime(text)
  if (seconds !== null) return seconds
  context.addIssue({ code: 'custom', message: wrong })
  return z.NEVER
})

/** The same, or null for `never`. */
export const lifetime = z.string().transform((text, context) => {
  if (text === 'never') return null
  const seconds = parseLifetime(text)
  if (seconds !== null) return seconds
  context.addIssue({ code: 'custom', message: `${wrong}, or never` })
  return z.NEVER
})
