import { familyOf, metricTitle } from './metric'

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')

/** The metric that a diagnosis is about (`DISK_NEARING_CAPACITY` → disk): the first whose title its code has, else one that begins with a word of it. */
export function metricOfCode(code: string | null, metrics: readonly string[]): string | null {
  if (code === null) return null
  const text = code.toLowerCase()
  const words = wordsOf(code)
  return (
    metrics.find((metric) => text.includes(metricTitle(metric).toLowerCase())) ??
    metrics.find((metric) => words.includes(wordsOf(familyOf(metric))[0] ?? '')) ??
    null
  )
}

/** Whether less of a metric is worse, as with what is free. */
export const isBetterHigh = (metric: string): boolean =>
  /(^|_)(free|avail|available|remaining|left|uptime|peers?)(_|$)/i.test(familyOf(metric))
