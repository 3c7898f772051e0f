import clsx from 'clsx'
import type { FleetRow } from '@/lib/domain/fleet'
import { FleetTableRow } from './fleet-row'
import { SteadyRows } from './steady-rows'

/** Widths are fixed, so that no value, however long, makes the table wider than the page; the diagnosis has the rest. */
const columns: { title: string; end?: boolean; className?: string }[] = [
  { title: 'Status', className: 'w-28' },
  { title: 'Node', className: 'w-62' },
  { title: 'CPU, 24 h', className: 'w-28' },
  { title: 'CPU', end: true, className: 'w-15' },
  { title: 'Memory, 24 h', className: 'w-28 @max-6xl:hidden' },
  { title: 'Memory', end: true, className: 'w-19 @max-5xl:hidden' },
  { title: 'Disk', end: true, className: 'w-17 @max-5xl:hidden' },
  { title: 'Diagnosis' },
  { title: 'Jobs', className: 'w-25' },
  { title: 'Last report', end: true, className: 'w-27' },
]

/** The nodes as a table, and as rows of two lines where the table would not fit. */
export const FleetTable = ({ rows }: { rows: FleetRow[] }) => (
  <div className="@container">
    <table className="w-full rounded-card border bg-surface whitespace-nowrap @max-4xl:block @4xl:table-fixed @4xl:border-separate @4xl:border-spacing-0">
      <caption className="sr-only">Nodes, worst first</caption>
      <thead className="@max-4xl:sr-only">
        <tr>
          {columns.map(({ title, end, className }) => (
            <th
              key={title}
              scope="col"
              className={clsx(
                'px-2.5 py-2 text-xs font-medium text-ink-2',
                end ? 'text-right' : 'text-left',
                className,
              )}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <SteadyRows rows={rows.map((row) => ({ key: row.did, row: <FleetTableRow row={row} /> }))} />
    </table>
  </div>
)
