import type { Metadata } from 'next'
import { JobFilters } from '@/components/board/job-filters'
import { JobTable } from '@/components/board/job-table'
import { JobTabs } from '@/components/board/job-tabs'
import { NoJobs } from '@/components/board/no-jobs'
import { LiveRefresh } from '@/components/live/live-refresh'
import { ButtonLink } from '@/components/ui/button'
import { IgnoredFilters } from '@/components/ui/ignored-filters'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { ExactTime } from '@/components/ui/time-ago'
import { requirePerson } from '@/lib/auth/viewer'
import { ignoredJobParams, jobBoardHref, jobFilter } from '@/lib/board/domain/filter'
import { jobBoard } from '@/lib/board/queries/job-board'
import { jobChoices } from '@/lib/board/queries/job-choices'
import { countChangesFor } from '@/lib/consent/queries/shown-changes'
import { atLeastText, countText } from '@/lib/kernel/text/count-text'
import type { SearchParams } from '@/lib/kernel/url/search-params'

export const metadata: Metadata = { title: 'Jobs' }

export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requirePerson()
  const params = await searchParams
  const filter = jobFilter(params)
  const [board, choices, changes] = await Promise.all([
    jobBoard(viewer, filter),
    jobChoices(viewer),
    countChangesFor(viewer),
  ])
  const ask = filter.node ? `/jobs/new?node=${encodeURIComponent(filter.node)}` : '/jobs/new'
  return (
    <>
      <LiveRefresh jobs="any" />
      <PageHeader
        title="Jobs"
        sub={board.atLeast ? atLeastText(board.total) : `${countText(board.total)} in all`}
        actions={
          <ButtonLink variant="primary" href={ask}>
            Request maintenance
          </ButtonLink>
        }
      />
      {changes > 0 && (
        <Notice tone="pending" action={<ButtonLink href="/settings/consent">Read and answer</ButtonLink>}>
          {changes === 1 ? 'A change' : `${countText(changes)} changes`} of who decides on your nodes{' '}
          {changes === 1 ? 'waits' : 'wait'} for your answer.
        </Notice>
      )}
      <IgnoredFilters ignored={ignoredJobParams(params)} />
      <JobTabs filter={filter} board={board} />
      <JobFilters filter={filter} choices={choices} />
      {board.rows.length > 0 ? (
        <JobTable rows={board.rows} />
      ) : (
        <NoJobs filter={filter} searchedTo={board.searchedTo} />
      )}
      {board.rows.length > 0 && board.searchedTo !== null && (
        <p className="text-ink-3">
          Searched back to <ExactTime iso={board.searchedTo} />; “Older” continues from there.
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
