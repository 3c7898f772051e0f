import type { ValueAxis } from '@/components/charts/axis/axis'
import { readingText } from '@/components/charts/axis/axis-text'
import { clockText, dayText, spanText } from '@/components/charts/axis/time-axis'
import { withUnit } from '@/lib/kernel/text/with-unit'
import { formatMetric } from '@/lib/reports/domain/display'
import type { Gap } from '@/lib/series/domain/coverage'
import { type Tier, tierSeconds } from '@/lib/series/domain/roll-up'
import { durationName, stepName } from '@/lib/series/domain/time-range'
import { type ChartRow, extent, highestRow, meanOf } from './chart-rows'
import { missingLooks } from './gap-styles'

/** How one chart shows a metric: title, unit, axis, step, and where the buckets were read from. */
export type Scale = {
  metric: string
  title: string
  unit: string
  /** What a reported value is multiplied with to be shown in this unit. */
  factor: number
  axis: ValueAxis
  step: number
  tier: Tier
  zone: string
  /** The width beside the plot in pixels. */
  gutter: number
}

/** A bucket in words: `value` and `band`, or why they are `missing`; `note` says how much data is behind it. */
type BucketText = {
  span: string
  value: string | null
  band: string | null
  missing: string | null
  note: string
  source: string
}

const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : `${one}s`}`

/** "from 1 h roll-ups", "from raw reports". */
export const tierText = (tier: Tier): string =>
  tier === 'raw' ? 'from raw reports' : `from ${stepName(tierSeconds[tier])} roll-ups`

/** Why a bucket has no value, in words; null where it has one. */
function missingText(row: ChartRow): string | null {
  if (row.avg !== null) return null
  if (row.rateless) return row.open ? 'no rate yet' : 'no rate: too little to compare'
  const its = row.reports === 1 ? 'its report' : `its ${counted(row.reports, 'report')}`
  switch (row.missing) {
    case 'no_report':
      return row.open ? 'no reports so far' : 'no reports'
    case 'not_yet':
      return 'not reported yet'
    case 'unknown':
      return `no value: status Unknown in ${its}`
    case 'maintenance':
      return 'no value: under maintenance'
    default:
      return `no value in ${its}`
  }
}

function noteOf(row: ChartRow, step: number): string {
  const length = durationName(row.to - row.from)
  const part = row.open ? `, ${length} so far` : row.partial ? `, first ${length} only` : ''
  const samples = row.reports === 0 ? '' : ` · ${counted(row.count, 'sample')}`
  return `${stepName(step)} bucket${part} · ${counted(row.reports, 'report')}${samples}`
}

/** " (3 kbps)" beside a value far below the axis's unit, which few read without counting zeros. */
function ownUnitText(shown: number, { metric, factor }: Scale): string {
  if (factor === 1 || shown === 0 || Math.abs(shown) >= leastShown) return ''
  const { text, unit } = formatMetric(metric, shown / factor)
  return ` (${withUnit(text, unit)})`
}

const leastShown = 0.01

export function bucketText(row: ChartRow, scale: Scale): BucketText {
  const read = (value: number): string => readingText(value, scale.axis)
  const { min, max } = row
  const value = row.avg === null ? null : withUnit(read(row.avg), scale.unit)
  return {
    span: spanText(row.from, row.to, scale.zone),
    value: value === null || row.avg === null ? value : `${value}${ownUnitText(row.avg, scale)}`,
    band: min === null || max === null ? null : `${read(min)}–${withUnit(read(max), scale.unit)}`,
    missing: missingText(row),
    note: noteOf(row, scale.step),
    source: tierText(scale.tier),
  }
}

/** The bucket of the period before: "24 h before", its value or why it has none, and when that was. */
export function previousText(
  { name, rows }: { name: string; rows: readonly ChartRow[] },
  index: number,
  scale: Scale,
): { name: string; value: string; span: string } | null {
  const row = rows[index]
  if (!row) return null
  const { value, missing, span } = bucketText(row, scale)
  return { name, value: value ?? missing ?? 'no value', span }
}

/** One bucket as a sentence, for screen readers. */
export function bucketSentence(row: ChartRow, scale: Scale): string {
  const { span, value, band, missing, note, source } = bucketText(row, scale)
  const figures = `average ${value}${band ? `, from ${band.replace('–', ' to ')}` : ''}`
  return `${span}: ${missing ?? figures}; ${note}, ${source}`
}

/** "no reports 2 times, maintenance once": gaps by reason, in order of appearance. */
function gapsText(gaps: readonly Gap[]): string {
  const counts = new Map<string, number>()
  for (const { reason } of gaps) {
    const { name } = missingLooks[reason]
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => `${name} ${count === 1 ? 'once' : `${count} times`}`).join(', ')
}

/** A summary of the whole chart, its accessible name. */
export function chartSummary(rows: readonly ChartRow[], scale: Scale, gaps: readonly Gap[]): string {
  const title = `${scale.title}${scale.unit === '' ? '' : ` in ${scale.unit}`}`
  const [first, last] = [rows[0], rows.at(-1)]
  const span = first && last ? spanText(first.from, last.to, scale.zone) : ''
  const values = extent(rows)
  const mean = meanOf(rows)
  const read = (value: number): string => readingText(value, scale.axis)
  const figures =
    values && mean !== null
      ? `average ${read(mean)}, lowest ${read(values.min)}, highest ${read(values.max)}`
      : 'no values'
  const missing = gaps.length === 0 ? '' : `; ${gapsText(gaps)}`
  return `${title}, ${span}, ${stepName(scale.step)} buckets ${tierText(scale.tier)}: ${figures}${missing}`
}

/** On the last day of the range the clock is enough: "14:06", "14:05–14:10"; otherwise the day as well. */
function momentText(row: ChartRow, days: boolean, zone: string): string {
  const [from, to] = [clockText(row.from, zone), clockText(row.to, zone)]
  const length = row.to - row.from
  if (length >= 86_400) return dayText(row.from, zone)
  const clock = length <= 60 ? clockText(row.from, zone, row.from % 60 !== 0) : `${from}–${to}`
  return days ? `${dayText(row.from, zone)} ${clock}` : clock
}

/** The extremes of the shown range and when the highest value came: "min 22", "avg 39", "max 97%", "14:05–14:10". */
export function rangeFigures(
  rows: readonly ChartRow[],
  scale: Scale,
): { min: string; avg: string; max: string; at: string; constant: boolean } | null {
  const values = extent(rows)
  const mean = meanOf(rows)
  const [highest, first, last] = [highestRow(rows), rows[0], rows.at(-1)]
  if (!values || mean === null || !highest || !first || !last) return null
  const read = (value: number): string => readingText(value, scale.axis)
  return {
    min: read(values.min),
    avg: read(mean),
    max: withUnit(read(values.max), scale.unit),
    at: momentText(
      highest,
      dayText(highest.from, scale.zone) !== dayText(last.to - 1, scale.zone),
      scale.zone,
    ),
    constant: values.min === values.max,
  }
}
