'use client'

import { ScrollBox } from '@/components/ui/scroll-box'
import { bucketText, type Scale } from './bucket-text'
import type { ChartRow } from './chart-rows'
import { chartHeight } from './plot'
import { axisText } from './value-axis'

const head = 'sticky top-0 bg-surface px-2 py-1 text-right font-medium text-ink-2 first:text-left'
const cell = 'px-2 py-0.5 whitespace-nowrap'

/** The same buckets as the chart, as figures. */
export function BucketTable({ rows, scale, title }: { rows: ChartRow[]; scale: Scale; title: string }) {
  const read = (value: number | null): string => (value === null ? '' : axisText(value, scale.axis.step, 1))
  const unit = scale.unit === '' ? '' : ` (${scale.unit})`
  return (
    <ScrollBox
      label={`${title}, as a table`}
      style={{ height: chartHeight }}
      className="overflow-auto rounded-control border text-xs"
    >
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <th scope="col" className={head}>
              Time ({scale.zone})
            </th>
            <th scope="col" className={head}>
              Average{unit}
            </th>
            <th scope="col" className={head}>
              Min
            </th>
            <th scope="col" className={head}>
              Max
            </th>
            <th scope="col" className={head}>
              Samples
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.from} data-bucket={row.from} className="border-t">
              <th scope="row" className={`${cell} text-left font-normal text-ink-2`}>
                {bucketText(row, scale).span}
                {row.open && ' (not over yet)'}
              </th>
              {row.avg === null ? (
                <td colSpan={3} className={`${cell} text-center text-ink-3`}>
                  {row.reports === 0 ? 'no report' : 'no value'}
                </td>
              ) : (
                <>
                  <td className={`${cell} text-right`}>{read(row.avg)}</td>
                  <td className={`${cell} text-right`}>{read(row.min)}</td>
                  <td className={`${cell} text-right`}>{read(row.max)}</td>
                </>
              )}
              <td className={`${cell} text-right`}>{row.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
