import { FixedOrderRows } from '@/components/fleet/fixed-order-rows'
import type { BoardRow } from '@/lib/board/domain/job-board'
import { JobRow } from './job-row'
import { RestrictedRow } from './restricted-row'

const columns = ['Status', 'Task', 'Node', 'Requester', 'Age', 'Approvals', 'Now'] as const

/** The jobs of one page of the board. */
export function JobTable({ rows }: { rows: BoardRow[] }) {
  return (
    <div data-list className="@container overflow-hidden rounded-card border bg-surface">
      <table className="w-full @max-2xl:block">
        <caption className="sr-only">Jobs, newest first</caption>
        <thead className="border-b text-left text-xs text-ink-3 @max-2xl:sr-only">
          <tr>
            {columns.map((name) => (
              <th
                key={name}
                scope="col"
                className={`px-3 py-2 font-normal first:pl-4 ${name === 'Age' ? 'text-right' : ''}`}
              >
                {name}
              </th>
            ))}
            <th scope="col" className="px-3 py-2">
              <span className="sr-only">Action</span>
            </th>
          </tr>
        </thead>
        <FixedOrderRows
          rows={rows.map((row) => ({
            key: row.jobId,
            row: 'restricted' in row ? <RestrictedRow row={row} /> : <JobRow row={row} />,
          }))}
        />
      </table>
    </div>
  )
}
