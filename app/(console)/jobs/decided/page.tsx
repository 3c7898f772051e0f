import type { Metadata } from 'next'
import { DecidedList } from '@/components/board/decided-list'
import { LiveRefresh } from '@/components/live/live-refresh'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { readerZone } from '@/lib/auth/reader-zone'
import { requirePerson } from '@/lib/auth/viewer'
import { decidedToday } from '@/lib/board/queries/decided-today'
import { countText } from '@/lib/kernel/text/count-text'
import { shownZone } from '@/lib/kernel/time/shown-zone'

export const metadata: Metadata = { title: 'Decided today' }

const waiting = '/jobs?status=waiting'

export default async function DecidedPage() {
  const viewer = await requirePerson()
  const decided = await decidedToday(viewer, shownZone(await readerZone(), null))
  return (
    <>
      <LiveRefresh jobs={decided.map(({ job }) => job.jobId)} />
      <PageHeader
        title="Decided today"
        sub={`${countText(decided.length)} by you`}
        crumbs={[
          { label: 'Jobs', href: '/jobs' },
          { label: 'Waiting for you', href: waiting },
        ]}
      />
      {decided.length > 0 ? (
        <DecidedList decided={decided} />
      ) : (
        <EmptyState
          title="No decisions yet today"
          action={<ButtonLink href={waiting}>Waiting for you</ButtonLink>}
        />
      )}
    </>
  )
}
