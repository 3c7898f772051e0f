import type { TriageBoard } from '@/lib/board/domain/job-board'
import { countText } from '@/lib/kernel/text/count-text'
import { TriageFrame } from './triage'
import { TriageCells } from './triage-row'

const columns = ['Risk', 'What would run, and why', 'Node', 'Expires']

/** What waits for the viewer, under headings. */
export function TriageList({ board }: { board: TriageBoard }) {
  return (
    <div data-list className="@container overflow-hidden rounded-card border bg-surface">
      <table className="w-full @max-2xl:block">
        <caption className="sr-only">What waits for you</caption>
        <thead className="border-b text-left text-xs text-ink-3 @max-2xl:sr-only">
          <tr>
            {columns.map((name) => (
              <th
                key={name}
                scope="col"
                className="px-3 py-2 font-normal first:pl-4 last:pr-4 last:text-right"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {board.groups.map(({ title, count, rows }) => (
          <tbody key={title} className="border-t first-of-type:border-t-0 @max-2xl:block">
            <tr className="@max-2xl:block">
              <th
                scope="rowgroup"
                colSpan={columns.length}
                className="bg-sunken px-4 py-1.5 text-left text-xs font-title @max-2xl:block"
              >
                {title} <span className="ml-1 font-normal text-ink-2">{countText(count)}</span>
              </th>
            </tr>
            {rows.map((row) => (
              <TriageFrame key={row.jobId} jobId={row.jobId}>
                <TriageCells row={row} />
              </TriageFrame>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}
