import { readingText } from '@/components/charts/axis/axis-text'
import { withUnit } from '@/lib/kernel/text/with-unit'
import type { UsualBand } from '@/lib/series/domain/baseline'
import type { Scale } from './bucket-text'
import type { ChartRow } from './chart-rows'

const hour = 3_600

/** "usual 20 to 45%": by the hour in the middle of a bucket; null where that is not known. */
export function usualText(
  { from, low, high }: UsualBand,
  { x }: Pick<ChartRow, 'x'>,
  { axis, unit }: Pick<Scale, 'axis' | 'unit'>,
): string | null {
  const index = Math.floor((x - from) / hour)
  const [least, most] = [low[index] ?? null, high[index] ?? null]
  if (least === null || most === null) return null
  return `usual ${readingText(least, axis)} to ${withUnit(readingText(most, axis), unit)}`
}
