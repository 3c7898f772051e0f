import type { ChartRow } from '@/components/charts/rows/chart-rows'
import type { Stretch } from '@/lib/series/domain/missing'

type Line = { rows: readonly Pick<ChartRow, 'from' | 'avg'>[]; gaps: readonly Stretch[] }

/** What a line shows in each bucket: between two punctual reports it holds the value of the first. */
function heldValues({ rows, gaps }: Line): (number | null)[] {
  let next = 0
  let held: number | null = null
  return rows.map(({ from, avg }) => {
    while ((gaps[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next += 1
    const inGap = (gaps[next]?.from ?? Number.POSITIVE_INFINITY) <= from
    held = avg ?? (inGap ? null : held)
    return held
  })
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (place: number): number => sorted[place] ?? 0
  const middle = sorted.length / 2
  // Halved first: the sum of two large doubles would overflow.
  return sorted.length % 2 === 1 ? at(Math.floor(middle)) : at(middle - 1) / 2 + at(middle) / 2
}

/** The median of the lines in each bucket in which at least half of them have a value. */
export function medianLine(lines: readonly Line[]): (number | null)[] {
  const held = lines.map(heldValues)
  return (lines[0]?.rows ?? []).map((_, bucket) => {
    const values = held.flatMap((line) => line[bucket] ?? [])
    return values.length > 0 && values.length * 2 >= lines.length ? medianOf(values) : null
  })
}
