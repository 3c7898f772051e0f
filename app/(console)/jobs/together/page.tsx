import type { Metadata } from 'next'
import { Sheet } from '@/components/board/sheet'
import { SheetApart } from '@/components/board/sheet-apart'
import { itemOf, SheetGroup } from '@/components/board/sheet-group'
import { LiveRefresh } from '@/components/live/live-refresh'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { requirePerson } from '@/lib/auth/viewer'
import { sheetJobIds } from '@/lib/board/domain/decision-sheet'
import { sheetHref } from '@/lib/board/domain/sheet-href'
import { decisionSheet } from '@/lib/board/queries/decision-sheet'
import { config } from '@/lib/config'
import { countText } from '@/lib/kernel/text/count-text'
import { longestList, oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { signingWays } from '@/lib/people/queries/signing-ways'
import { enrolKey } from '../../account/actions'
import { decideJobs, withdrawJobs } from '../actions'

export const metadata: Metadata = { title: 'Decide together' }

const back = '/jobs?status=waiting'

const requests = (count: number): string => `${countText(count)} ${count === 1 ? 'request' : 'requests'}`

export default async function DecideTogetherPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requirePerson()
  const jobIds = sheetJobIds(oneParam(await searchParams, 'jobs', longestList))
  const [{ groups, apart, unknown }, signing] = await Promise.all([
    decisionSheet(viewer, jobIds),
    signingWays(viewer),
  ])
  const items = groups.flatMap(({ rows }) => rows.map(({ job }) => itemOf(job)))
  const crumbs = [
    { label: 'Jobs', href: '/jobs' },
    { label: 'Waiting for you', href: back },
  ]
  return (
    <>
      <LiveRefresh jobs={jobIds} />
      <PageHeader
        title={`Decide on ${requests(items.length + apart.length)} together`}
        sub="Each decision stands alone."
        crumbs={crumbs}
      />
      {unknown > 0 && (
        <Notice tone="warning">
          {requests(unknown)} {unknown === 1 ? 'does' : 'do'} not exist, or not for you.
        </Notice>
      )}
      {items.length + apart.length === 0 && (
        <EmptyState
          title="Nothing to decide on"
          action={<ButtonLink href={back}>Waiting for you</ButtonLink>}
        >
          Select requests in the list of what waits for you.
        </EmptyState>
      )}
      {items.length + apart.length > 0 && (
        <Sheet
          items={items}
          signing={signing}
          hasKey={signing.keys.length > 0 || signing.enrolsItself}
          enrol={enrolKey}
          decide={decideJobs}
          withdraw={withdrawJobs}
          undoSeconds={config().undoSeconds}
          back={back}
        >
          {apart.length > 0 && (
            <p className="text-ink-2">
              You can decide on {items.length} of them; {apart.length} {apart.length === 1 ? 'is' : 'are'} set
              apart below.
            </p>
          )}
          {groups.map((group) => (
            <SheetGroup key={group.rows[0]?.job.jobId} group={group} />
          ))}
          <SheetApart apart={apart} without={(jobId) => sheetHref(jobIds.filter((one) => one !== jobId))} />
        </Sheet>
      )}
    </>
  )
}
