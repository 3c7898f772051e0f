'use client'

import type { Panel } from '@/components/charts/panel/panel'
import { ScrollBox } from '@/components/ui/scroll-box'
import { momentOf } from '@/lib/reports/domain/display'
import { metricUnit } from '@/lib/reports/domain/metric'
import { exactNumber, meanNumber } from '@/lib/reports/domain/number-text'
import { stepName } from '@/lib/series/domain/time-range'
import { bucketText, tierText } from './bucket-text'

const head =
  'sticky top-0 bg-surface px-1.5 py-1 text-right font-medium whitespace-nowrap text-ink-2 first:text-left'
const cell = 'px-1.5 py-0.5'

/** The buckets of the chart as a table, in the unit of the reports and with every digit that was reported. */
export function BucketTable({ panel }: { panel: Panel }) {
  const { reported: rows, scale, rate, previous } = panel
  const { title } = scale
  const { zone } = scale.axis
  const written = (value: number | null, text: (value: number) => string): string =>
    value === null ? '' : zone === undefined ? text(value) : momentOf(value, zone)
  const reported = zone === undefined ? metricUnit(scale.metric).unit : ''
  const unit = rate ? ' (per second)' : reported === '' ? '' : ` (${reported})`
  const columns = [`Time (${scale.zone})`, `Average${unit}`, 'Min', 'Max', 'Samples', 'Reports']
  if (previous) columns.push(`Average ${previous.name}`)
  return (
    <ScrollBox
      label={`${title} as a table`}
      className="h-(--chart-height) overflow-auto rounded-control border text-xs"
    >
      <table className="w-full border-collapse">
        <caption className="sr-only">
          {title} in {stepName(scale.step)} buckets {tierText(scale.tier)}
        </caption>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" className={head}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const { span, missing } = bucketText(row, scale)
            return (
              <tr key={row.from} data-bucket={row.from} className="border-t">
                <th scope="row" className={`${cell} text-left font-normal text-ink-2`}>
                  {span}
                  {row.open && ' (in progress)'}
                </th>
                {missing !== null ? (
                  <td colSpan={3} data-missing={row.missing} className={`${cell} text-center text-ink-3`}>
                    {missing}
                  </td>
                ) : (
                  <>
                    <td className={`${cell} text-right`}>{written(row.avg, meanNumber)}</td>
                    <td className={`${cell} text-right`}>{written(row.min, exactNumber)}</td>
                    <td className={`${cell} text-right`}>{written(row.max, exactNumber)}</td>
                  </>
                )}
                <td className={`${cell} text-right`}>{row.count}</td>
                <td className={`${cell} text-right`}>{row.reports}</td>
                {previous && (
                  <td data-before className={`${cell} text-right text-ink-2`}>
                    {written(previous.reported[index]?.avg ?? null, meanNumber)}
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollBox>
  )
}
