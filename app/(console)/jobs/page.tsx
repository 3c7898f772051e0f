import type { Metadata } from 'next'
import { ExportLinks } from '@/components/board/export-links'
import { JobFilters } from '@/components/board/job-filters'
import { JobTabs } from '@/components/board/job-tabs'
import { StatusColumns } from '@/components/board/status-columns'
import { ListOrder, ListView, TriageOrder } from '@/components/board/triage-order'
import { LiveRefresh } from '@/components/live/live-refresh'
import { ButtonLink } from '@/components/ui/button'
import { IgnoredFilters } from '@/components/ui/ignored-filters'
import { Link } from '@/components/ui/link'
import { MoreActions } from '@/components/ui/more-actions'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { readerZone } from '@/lib/auth/reader-zone'
import { requirePerson } from '@/lib/auth/viewer'
import { ignoredJobParams, jobBoardQuery, jobFilter } from '@/lib/board/domain/filter'
import { countDecidedToday } from '@/lib/board/queries/decided-today'
import { boardCounts, jobBoard } from '@/lib/board/queries/job-board'
import { jobChoices } from '@/lib/board/queries/job-choices'
import { statusBoard } from '@/lib/board/queries/status-board'
import { countChangesFor } from '@/lib/consent/queries/shown-changes'
import { atLeastText, countText } from '@/lib/kernel/text/count-text'
import { shownZone } from '@/lib/kernel/time/shown-zone'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { frame } from '../frame'
import { PageViews } from '../views/page-views'
import { ListedJobs } from './listed-jobs'
import { WaitingJobs } from './waiting-jobs'

/** The number of jobs that wait, for whoever has the page open in the background. */
export async function generateMetadata(): Promise<Metadata> {
  const { waitingForViewer: waiting } = await frame(await requirePerson())
  return { title: waiting > 0 ? `(${countText(waiting)}) Jobs` : 'Jobs' }
}

export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requirePerson()
  const params = await searchParams
  const filter = jobFilter(params)
  const zone = shownZone(await readerZone(), null)
  const look = filter.status === 'waiting' ? 'triage' : (filter.view ?? 'table')
  const [listed, columns, choices, changes, decided] = await Promise.all([
    look === 'table' ? jobBoard(viewer, filter, zone) : null,
    look === 'board' ? statusBoard(viewer, filter, zone) : null,
    jobChoices(viewer),
    countChangesFor(viewer),
    look === 'triage' ? countDecidedToday(viewer, zone) : 0,
  ])
  const board = listed ?? columns ?? (await boardCounts(viewer, filter, zone))
  const ask = filter.node ? `/jobs/new?node=${encodeURIComponent(filter.node)}` : '/jobs/new'
  return (
    <>
      <LiveRefresh jobs="any" />
      <PageHeader
        compact
        title="Jobs"
        sub={board.atLeast ? atLeastText(board.total) : `${countText(board.total)} in all`}
        actions={
          <>
            {look !== 'triage' && <ListView filter={filter} />}
            <MoreActions>
              {decided > 0 && (
                <Link
                  href="/jobs/decided"
                  className="touch-area relative mr-1 text-xs text-ink-2 hover:underline"
                >
                  {countText(decided)} decided today
                </Link>
              )}
              <PageViews viewer={viewer} page="board" query={jobBoardQuery(filter)} />
              <ExportLinks filter={filter} />
              <ButtonLink href="/jobs/flow">Flow</ButtonLink>
              <ButtonLink href="/campaigns">Campaigns</ButtonLink>
            </MoreActions>
            <ButtonLink variant="primary" href={ask}>
              <span>
                Request<span className="max-md:sr-only"> maintenance</span>
              </span>
            </ButtonLink>
          </>
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
      <JobFilters
        filter={filter}
        choices={choices}
        order={look === 'triage' ? <TriageOrder filter={filter} /> : <ListOrder filter={filter} />}
      />
      {listed && <ListedJobs filter={filter} board={listed} />}
      {columns && <StatusColumns filter={filter} board={columns} />}
      {look === 'triage' && <WaitingJobs viewer={viewer} filter={filter} zone={zone} />}
    </>
  )
}
