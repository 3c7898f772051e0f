import { JobTable } from '@/components/board/job-table'
import { NoJobs } from '@/components/board/no-jobs'
import { SearchedTo } from '@/components/board/searched-to'
import { ButtonLink } from '@/components/ui/button'
import { type JobFilter, jobBoardHref } from '@/lib/board/domain/filter'
import type { JobBoard } from '@/lib/board/domain/job-board'

/** One page of the list, and the way to the others. */
export function ListedJobs({ filter, board }: { filter: JobFilter; board: JobBoard }) {
  return (
    <>
      {board.rows.length > 0 ? <JobTable rows={board.rows} /> : <NoJobs filter={filter} board={board} />}
      {board.rows.length > 0 && board.searchedTo !== null && (
        <p className="text-ink-3">
          <SearchedTo board={board} />
        </p>
      )}
      {(filter.cursor !== undefined || board.nextCursor !== null) && (
        <nav aria-label="Pages" className="flex gap-2.5">
          {filter.cursor !== undefined && (
            <ButtonLink href={jobBoardHref({ ...filter, cursor: undefined })}>Newest</ButtonLink>
          )}
          {board.nextCursor !== null && (
            <ButtonLink href={jobBoardHref({ ...filter, cursor: board.nextCursor })}>Older</ButtonLink>
          )}
        </nav>
      )}
    </>
  )
}
