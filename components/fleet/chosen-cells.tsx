import clsx from 'clsx'
import type { ReactNode } from 'react'
import { JobPill } from '@/components/ui/job-pill'
import { Link } from '@/components/ui/link'
import { MetricValue } from '@/components/ui/metric-value'
import { TimeAgo } from '@/components/ui/time-ago'
import { columnKind, type FleetColumn } from '@/lib/fleet/domain/fleet-columns'
import type { FleetRow } from '@/lib/fleet/domain/fleet-page'
import { Diagnosis } from './diagnosis'
import { cell, wideOnly } from './fleet-cells'
import { OpenJobs } from './open-jobs'

/** A silent node has no present values; a node that does not report the metric has nothing to say. */
function Value({ row, metric }: { row: FleetRow; metric: string }): ReactNode {
  const value = row.chosen.find((one) => one.metric === metric)?.value
  return value === undefined ? null : (
    <MetricValue metric={metric} value={row.state === 'Silent' ? null : value} />
  )
}

function Content({ row, column }: { row: FleetRow; column: FleetColumn }): ReactNode {
  const of = columnKind(column)
  if (of.kind === 'metric') return <Value row={row} metric={of.metric} />
  if (of.kind === 'label') {
    const value = Object.hasOwn(row.labels, of.key) ? row.labels[of.key] : undefined
    return <bdi title={value}>{value}</bdi>
  }
  if (of.kind === 'diagnosis') return <Diagnosis row={row} />
  if (of.kind === 'jobs') return <OpenJobs jobs={row.openJobs} />
  if (of.kind === 'reported') return row.heardAt ? <TimeAgo iso={row.heardAt} /> : 'never'
  return (
    row.lastJob && (
      <Link href={`/jobs/${row.lastJob.id}`} title={row.lastJob.task} className="hover:underline">
        <JobPill status={row.lastJob.status} /> <bdi className="text-xs">{row.lastJob.task}</bdi>
      </Link>
    )
  )
}

/** On a narrow screen a row has room for the first metric and the diagnosis. */
function narrow(column: FleetColumn, columns: readonly FleetColumn[]): string {
  if (column === 'diagnosis') return '@max-4xl:order-5 @max-4xl:flex-1 @max-4xl:text-right'
  const first = columns.find((one) => columnKind(one).kind === 'metric')
  return column === first ? '@max-4xl:order-2 @max-4xl:w-31' : wideOnly
}

/** The cells of the columns that somebody has chosen. */
export const ChosenCells = ({ row, columns }: { row: FleetRow; columns: readonly FleetColumn[] }) =>
  columns.map((column) => (
    <td
      key={column}
      data-column={column}
      className={clsx(
        cell,
        'truncate',
        ['metric', 'reported'].includes(columnKind(column).kind) && 'text-right',
        narrow(column, columns),
      )}
    >
      <Content row={row} column={column} />
    </td>
  ))
