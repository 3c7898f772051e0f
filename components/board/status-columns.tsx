import clsx from 'clsx'
import { FixedOrderRows } from '@/components/fleet/fixed-order-rows'
import { JobPill } from '@/components/ui/job-pill'
import { Link } from '@/components/ui/link'
import { ScrollBox } from '@/components/ui/scroll-box'
import { type JobFilter, jobBoardHref } from '@/lib/board/domain/filter'
import type { StatusBoard, StatusColumn } from '@/lib/board/domain/job-board'
import { statusName } from '@/lib/jobs/domain/status-name'
import { atLeastText, countText } from '@/lib/kernel/text/count-text'
import { JobCard, RestrictedCard } from './job-card'
import { NoJobs } from './no-jobs'

type Props = { filter: JobFilter; board: StatusBoard }

/** The list as a column by status, each with its first jobs. Nothing is dragged: a status changes by consent or by what an agent reports. */
export function StatusColumns({ filter, board }: Props) {
  const shown = board.columns.reduce((sum, { rows, more }) => sum + rows.length + Number(more), 0)
  if (shown + board.others === 0) return <NoJobs filter={filter} board={null} />
  const inTable = { ...filter, view: undefined }
  return (
    <>
      <ScrollBox label="Jobs by status" className="md:max-h-[80dvh]">
        <div className="flex gap-3 max-md:flex-col md:w-max md:min-w-full">
          {board.columns.map((column) => (
            <Column
              key={column.status}
              column={column}
              atLeast={board.atLeast}
              href={jobBoardHref({ ...inTable, status: column.status })}
            />
          ))}
        </div>
      </ScrollBox>
      {board.others > 0 && (
        <p className="text-xs text-ink-2">
          {countText(board.others)} with a status of another program:{' '}
          <Link href={jobBoardHref(inTable)} className="text-accent underline">
            in the table
          </Link>
        </p>
      )}
    </>
  )
}

function Column({ column, atLeast, href }: { column: StatusColumn; atLeast: boolean; href: string }) {
  const { status, rows, count, more } = column
  const id = `column-${status}`
  const total = atLeast ? atLeastText(Math.max(count, rows.length)) : countText(count)
  return (
    <section
      aria-labelledby={id}
      className={clsx(
        'flex flex-col rounded-card border bg-sunken px-2 pb-2',
        rows.length > 0 ? 'md:w-60 md:grow' : 'max-md:hidden md:min-w-36',
      )}
    >
      <h2 id={id} className="sticky top-0 z-10 -mx-2 rounded-t-card bg-sunken px-3 py-2 text-sm">
        <JobPill status={status} /> <span className="ml-1 text-xs text-ink-2">{total}</span>
      </h2>
      {rows.length > 0 && (
        <FixedOrderRows
          as="ul"
          className="flex flex-col gap-2"
          rows={rows.map((row) => ({
            key: row.jobId,
            row: 'restricted' in row ? <RestrictedCard row={row} /> : <JobCard row={row} />,
          }))}
        />
      )}
      {more && (
        <Link href={href} className="touch-area relative mt-2 px-1 text-xs text-accent underline">
          {rows.length === 0 ? 'Search further' : atLeast ? 'Show all' : `Show all ${total}`}
          <span className="sr-only"> {statusName(status)} jobs</span>
        </Link>
      )}
    </section>
  )
}
