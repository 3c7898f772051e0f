import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BesideNode } from '@/components/job-request/beside-node'
import { NodeCalendar } from '@/components/job-request/node-calendar'
import { RequestForm } from '@/components/job-request/request-form'
import { NodeLately } from '@/components/jobs/node-lately'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { NodeTimes } from '@/components/ui/zone'
import { requirePerson } from '@/lib/auth/viewer'
import { openJobs } from '@/lib/board/queries/open-jobs'
import { requestForm, requestStart } from '@/lib/board/queries/request-form'
import { lastDay } from '@/lib/series/queries/last-day'
import { reviseJob } from '../../actions'

export const metadata: Metadata = { title: 'Change a request' }

/** The form to change a request until it is claimed; every change needs new decisions. */
export default async function ChangeJobPage({ params }: { params: Promise<{ jobId: string }> }) {
  const viewer = await requirePerson()
  const begun = await requestStart(viewer, (await params).jobId, 'revise')
  if (begun === null) notFound()
  const { start, refusal } = begun
  const { chosen } = await requestForm(viewer, start.nodeDid)
  const back = `/jobs/${start.jobId}`
  return (
    <NodeTimes zone={chosen?.health.timeZone}>
      <PageHeader
        title="Change the request"
        crumbs={[
          { label: 'Jobs', href: '/jobs' },
          { label: start.jobId.slice(0, 8), href: back },
          { label: 'change' },
        ]}
      />
      {refusal === null ? (
        <>
          <p className="text-ink-2">Changing the request voids all votes; it has to be approved again.</p>
          <BesideNode
            node={chosen}
            lately={chosen && <NodeLately day={lastDay(viewer, chosen.did)} />}
            planned={chosen && <NodeCalendar node={chosen} open={openJobs(viewer, chosen.did)} />}
          >
            <RequestForm
              chosen={chosen}
              task={undefined}
              start={start}
              viewerDid={viewer.did}
              send={reviseJob}
            />
          </BesideNode>
        </>
      ) : (
        <EmptyState
          title="This request cannot be changed"
          action={<ButtonLink href={back}>Back to the job</ButtonLink>}
        >
          {refusal}
        </EmptyState>
      )}
    </NodeTimes>
  )
}
