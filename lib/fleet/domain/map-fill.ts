import { metricUnit } from '@/lib/reports/domain/metric'
import { wholeOf } from '@/lib/reports/domain/whole'

/** Where the steps of a filled map end: shares of `top`, in per cent of it. */
export const stepEnds = [30, 60, 85, 95, 100] as const

/** What a fill means. `percent`: values are per cent, of a whole where every node that reports an amount says of what; else `top` is the round number above the highest. */
export type FillScale = { percent: boolean; top: number }

type Values = Readonly<Record<string, number>>

/** 1, 2 or 5 times a power of ten, at least `value`. */
function roundAbove(value: number): number {
  if (!(value > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5].find((times) => times * power >= value) ?? 10) * power
}

const shareOf = (metric: string, values: Values): number | null => wholeOf(metric, values)?.percent ?? null

const plainOf = (metric: string, values: Values): number | null =>
  Object.hasOwn(values, metric) ? (values[metric] ?? null) : null

const inPercent = (metric: string): boolean => metricUnit(metric).unit === '%'

/** The scale of a metric and the value of each node on it: null where a node does not report it. */
export function fillOf(
  metric: string,
  nodes: readonly Values[],
): { scale: FillScale; values: (number | null)[] } {
  const plain = nodes.map((values) => plainOf(metric, values))
  if (inPercent(metric)) return { scale: { percent: true, top: 100 }, values: plain }
  const shares = nodes.map((values) => shareOf(metric, values))
  const told = plain.every((value, at) => value === null || shares[at] !== null)
  if (told && plain.some((value) => value !== null))
    return { scale: { percent: true, top: 100 }, values: shares }
  const highest = plain.reduce<number>((most, value) => Math.max(most, value ?? 0), 0)
  return { scale: { percent: false, top: roundAbove(highest) }, values: plain }
}

/** The step of a value, 0 … 4; a value at the end of a step belongs to the next. */
export function fillStep(value: number | null, { top }: FillScale): number | null {
  if (value === null) return null
  const found = stepEnds.findIndex((end) => value < (end / 100) * top)
  return found === -1 ? stepEnds.length - 1 : found
}
