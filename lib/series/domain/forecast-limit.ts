import { familyOf } from '@/lib/reports/domain/metric'
import { isBetterHigh } from '@/lib/reports/domain/telling-metric'
import { wholeOf } from '@/lib/reports/domain/whole'

/** What fills up is a share of something that holds things; a processor that is busy is not full. */
const filled = /(^|_)(disk|filesystem|fs|volume|storage|memory|mem|swap|inodes?|quota|space)(_|$)/i

/** What a metric is full at, and how much of that is taken at a value. */
export type Fill = { limit: number; taken: (value: number) => number }

/** Null for a metric that cannot be full, or whose whole is not known. */
export function fillOf(metric: string, now: Readonly<Record<string, number>>): Fill | null {
  const family = familyOf(metric)
  const whole =
    wholeOf(metric, now)?.amount ?? (/_percent$/i.test(family) && filled.test(family) ? 100 : null)
  if (whole === null) return null
  return { limit: whole, taken: isBetterHigh(metric) ? (value) => whole - value : (value) => value }
}
