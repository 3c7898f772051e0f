import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import type { DrawnLine } from '@/components/charts/lines/drawn-line'
import type { Scale } from '@/components/charts/rows/bucket-text'
import { Link } from '@/components/ui/link'
import { ScrollBox } from '@/components/ui/scroll-box'
import {
  type CompareColumn,
  type CompareSort,
  columnOf,
  isDescending,
  nextCompareSort,
} from '@/lib/compare/domain/compare-sort'
import { isAmbiguous, trendPeriod } from '@/lib/compare/domain/trend'
import { metricUnit } from '@/lib/reports/domain/metric'
import { withParam } from '@/lib/series/domain/range-links'
import { CompareRow, cell, figure, type TableRow } from './compare-row'

type TableProps = {
  rows: readonly TableRow[]
  lines: readonly DrawnLine[]
  scale: Scale
  sort: CompareSort
  period: string
  /** Of the range, in seconds. */
  length: number
  emphasised: string | null
  onEmphasise: (did: string | null) => void
}

/** The nodes by rank, with what the chart shows in figures. */
export function CompareTable(props: TableProps) {
  const { rows, scale, sort, period, length, emphasised, onEmphasise } = props
  const colors = new Map(props.lines.map(({ id, color }) => [id, color]))
  const unit = scale.unit === '' ? '' : `, ${scale.unit}`
  const change = metricUnit(scale.metric).unit === '%' ? ', points' : unit
  return (
    <ScrollBox label="The compared nodes" className="relative rounded-card border bg-surface">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">
          {scale.title}
          {unit} of each node, sorted by {columnOf(sort)}
        </caption>
        <thead className="text-xs text-ink-2 max-md:sr-only">
          <tr>
            <th scope="col" className={`${figure} font-medium`}>
              #
            </th>
            <Head column="name" sort={sort} title="Node" />
            <th scope="col" className={`${cell} text-left font-medium`}>
              Status
            </th>
            <th scope="col" className={`${cell} min-w-36 text-left font-medium`}>
              min to max, ❙ avg, ┊ before
            </th>
            <Head column="min" sort={sort} title={`Min${unit}`} />
            <Head column="avg" sort={sort} title={`Avg${unit}`} />
            <Head column="max" sort={sort} title={`Max${unit}`} />
            <Head column="now" sort={sort} title="Now" />
            <Head column="before" sort={sort} title={`vs ${period} before`} />
            <Head
              column="trend"
              sort={sort}
              title={isAmbiguous(length) ? 'Trend, from 4 d' : `Trend${change} ${trendPeriod(length).name}`}
            />
            <th scope="col" className={`${cell} print:hidden`}>
              <span className="sr-only">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CompareRow
              key={row.did}
              row={row}
              scale={scale}
              hasTrend={!isAmbiguous(length)}
              color={colors.get(row.did) ?? null}
              on={row.did === emphasised}
              onEmphasise={onEmphasise}
            />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function Head({ column, sort, title }: { column: CompareColumn; sort: CompareSort; title: string }) {
  const params = useSearchParams()
  const sorted = columnOf(sort) === column
  const Arrow = isDescending(sort) ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      aria-sort={sorted ? (isDescending(sort) ? 'descending' : 'ascending') : undefined}
      className={clsx(cell, 'font-medium whitespace-nowrap', column === 'name' ? 'text-left' : 'text-right')}
    >
      <Link
        href={withParam(params, 'sort', nextCompareSort(column, sort))}
        scroll={false}
        className={clsx(
          'inline-flex items-center gap-1 rounded-control hover:text-ink',
          sorted && 'text-ink',
        )}
      >
        {title}
        {sorted && <Arrow aria-hidden="true" className="size-3 text-accent" />}
      </Link>
    </th>
  )
}
