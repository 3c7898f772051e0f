import { metricTitle } from '@/lib/domain/metric'
import { durationName, stepName } from '@/lib/domain/time-range'
import { type ChartRow, extent, meanOf } from './chart-rows'
import { spanText } from './time-axis'
import { axisText, type ValueAxis } from './value-axis'

/** A metric as one chart shows it: which, in which unit, on which axis, over which steps. */
export type Scale = { metric: string; unit: string; axis: ValueAxis; step: number; zone: string }

/** A bucket in words. `value` and `band` are null where there is no sample; `note` says how much stands behind. */
type BucketText = { span: string; value: string | null; band: string | null; note: string }

const withUnit = (text: string, unit: string): string => (unit === '' ? text : `${text} ${unit}`)

const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : `${one}s`}`

function noteOf(row: ChartRow, step: number): string {
  const bucket = `${stepName(step)} bucket`
  if (row.reports === 0) return `${bucket} · no report${row.open ? ' yet' : ''}`
  if (row.avg === null) return `${bucket} · ${counted(row.reports, 'report')} without this metric`
  const soFar = row.open ? `, ${durationName(row.to - row.from)} of it so far` : ''
  return `${bucket}${soFar} · ${counted(row.count, 'sample')}`
}

export function bucketText(row: ChartRow, scale: Scale): BucketText {
  const read = (value: number): string => axisText(value, scale.axis.step, 1)
  const { min, max } = row
  return {
    span: spanText(row.from, row.to, scale.zone),
    value: row.avg === null ? null : withUnit(read(row.avg), scale.unit),
    band: min === null || max === null ? null : `${read(min)}–${withUnit(read(max), scale.unit)}`,
    note: noteOf(row, scale.step),
  }
}

/** One bucket as one sentence, for those who hear it. */
export function bucketSentence(row: ChartRow, scale: Scale): string {
  const { span, value, band, note } = bucketText(row, scale)
  const figures =
    value === null ? '' : `average ${value}${band ? `, from ${band.replace('–', ' to ')}` : ''}; `
  return `${span}: ${figures}${note}`
}

/** What the whole chart shows, as its accessible name. */
export function chartSummary(rows: readonly ChartRow[], scale: Scale, gaps: number): string {
  const title = `${metricTitle(scale.metric)}${scale.unit === '' ? '' : ` in ${scale.unit}`}`
  const [first, last] = [rows[0], rows.at(-1)]
  const span = first && last ? spanText(first.from, last.to, scale.zone) : ''
  const values = extent(rows)
  const mean = meanOf(rows)
  if (!values || mean === null) return `${title}, ${span}: no values`
  const read = (value: number): string => axisText(value, scale.axis.step, 1)
  const silence = gaps === 0 ? '' : `, ${counted(gaps, 'gap')} without reports`
  return `${title}, ${span}: average ${read(mean)}, lowest ${read(values.min)}, highest ${read(values.max)}${silence}`
}
