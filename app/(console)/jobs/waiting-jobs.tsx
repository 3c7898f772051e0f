import type { ReactNode } from 'react'
import { NoJobs } from '@/components/board/no-jobs'
import { Triage, TriageFrame } from '@/components/board/triage'
import { TriageCells } from '@/components/board/triage-row'
import { LiveRefresh } from '@/components/live/live-refresh'
import { ButtonLink } from '@/components/ui/button'
import { IgnoredFilters } from '@/components/ui/ignored-filters'
import { readerKeys } from '@/lib/auth/reader-keys'
import { type JobFilter, jobBoardHref, mostRows, rowsStep } from '@/lib/board/domain/filter'
import { isTriageSort, triageSorts } from '@/lib/board/domain/triage'
import { jobDetail } from '@/lib/board/queries/job'
import { triage } from '@/lib/board/queries/triage'
import { config } from '@/lib/config'
import { shortDid } from '@/lib/kernel/did/short-did'
import type { PersonViewer } from '@/lib/kernel/role'
import { atLeastText, countText } from '@/lib/kernel/text/count-text'
import { signingWays } from '@/lib/people/queries/signing-ways'
import { withdrawJob } from './actions'
import { JobPreview } from './job-preview'

/** What waits for the viewer, with the chosen job, or the first, beside it. The next one is read with the page. */
export async function WaitingJobs(props: { viewer: PersonViewer; filter: JobFilter; zone: string }) {
  const { viewer, filter, zone } = props
  const view = {
    sort: isTriageSort(filter.sort) ? filter.sort : triageSorts[0],
    limit: filter.rows ?? rowsStep,
    zone,
    now: new Date(),
  }
  const [board, keys, signing] = await Promise.all([
    triage(viewer, filter, view),
    readerKeys(),
    signingWays(viewer),
  ])
  const listed = board.groups.flatMap(({ rows }) =>
    rows.map(({ jobId, task, node, needs }) => ({
      ...{ jobId, task, node: node.name ?? shortDid(node.did) },
      // What waits for a review is decided already.
      decidable: needs !== null,
    })),
  )
  const named = filter.job === undefined ? null : await jobDetail(viewer, filter.job)
  const chosen = named?.jobId ?? listed[0]?.jobId ?? null
  const place = listed.findIndex(({ jobId }) => jobId === chosen)
  const beside = [named ? undefined : chosen, listed[place + 1]?.jobId].flatMap((jobId) => jobId ?? [])
  const read = await Promise.all([named, ...beside.map((jobId) => jobDetail(viewer, jobId))])
  const jobs = read.flatMap((job) => job ?? [])
  const base = jobBoardHref({ ...filter, job: undefined })
  const panes: Record<string, ReactNode> = Object.fromEntries(
    jobs.map((job) => [
      job.jobId,
      <JobPreview
        key={job.jobId}
        {...{ viewer, job, keys, signing }}
        next={listed.some(({ jobId }) => jobId !== job.jobId) ? base : null}
      />,
    ]),
  )
  const groups = board.groups.map(({ title, count, rows }) => ({
    ...{ title, count, jobIds: rows.map(({ jobId }) => jobId) },
  }))
  const rows: Record<string, ReactNode> = Object.fromEntries(
    board.groups.flatMap((group) =>
      group.rows.map((row) => [
        row.jobId,
        <TriageFrame key={row.jobId} jobId={row.jobId}>
          <TriageCells row={row} />
        </TriageFrame>,
      ]),
    ),
  )
  const more = board.shown < board.total && view.limit < mostRows
  const watched = jobs.find(({ jobId }) => jobId === chosen)
  return (
    <>
      {watched && <LiveRefresh nodes={[watched.node.did]} />}
      {filter.job !== undefined && named === null && (
        <IgnoredFilters ignored={[{ name: 'job', value: filter.job, href: base }]} />
      )}
      <Triage
        key={base}
        listed={listed}
        groups={groups}
        rows={rows}
        current={chosen}
        base={base}
        panes={panes}
        keys={keys}
        undoSeconds={config().undoSeconds}
        withdraw={withdrawJob}
      >
        {listed.length === 0 && <NoJobs filter={filter} board={null} />}
        {board.total > 0 && (
          <p className="flex flex-wrap items-center gap-3 text-xs text-ink-2">
            1–{countText(board.shown)} of {board.atLeast ? atLeastText(board.total) : countText(board.total)}
            {more && (
              <ButtonLink
                size="sm"
                href={jobBoardHref({ ...filter, rows: view.limit + rowsStep, job: undefined })}
              >
                Show {rowsStep} more
              </ButtonLink>
            )}
          </p>
        )}
        {listed[0] && (
          // A bar of its own, so that it does not lie on a row; the bar of a selection takes its place.
          <div className="sticky bottom-0 z-10 -mx-4 -mb-5 border-t bg-paper px-4 py-2.5 has-[+section]:hidden md:hidden">
            <ButtonLink variant="primary" href={`/jobs/${listed[0].jobId}`} className="w-full">
              Review one after another
            </ButtonLink>
          </div>
        )}
      </Triage>
    </>
  )
}
