import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BesideNode } from '@/components/job-request/beside-node'
import { NodeCalendar } from '@/components/job-request/node-calendar'
import { RequestForm } from '@/components/job-request/request-form'
import { NodeLately } from '@/components/jobs/node-lately'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { NodeTimes } from '@/components/ui/zone'
import { requirePerson } from '@/lib/auth/viewer'
import { occasionOf } from '@/lib/board/domain/occasion'
import { openJobs } from '@/lib/board/queries/open-jobs'
import { requestForm, requestStart } from '@/lib/board/queries/request-form'
import { asksForMany } from '@/lib/campaigns/domain/selection'
import { nodePath } from '@/lib/kernel/did/did-param'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { rangeQuery } from '@/lib/series/domain/range-links'
import { lastDay } from '@/lib/series/queries/last-day'
import { requestJob } from '../actions'
import { ManyNodes } from './many-nodes'

export const metadata: Metadata = { title: 'Request maintenance' }

const aroundSeconds = 3 * 3_600

const chartsAround = (did: string, at: number, now: number): string =>
  `${nodePath(did)}${rangeQuery(at - aroundSeconds, Math.min(now, at + aroundSeconds))}`

export default async function NewJobPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requirePerson()
  const params = await searchParams
  if (asksForMany(params)) return <ManyNodes viewer={viewer} params={params} />
  const retry = oneParam(params, 'retry')
  const begun = retry === undefined ? null : await requestStart(viewer, retry, 'retry')
  if (retry !== undefined && begun === null) notFound()
  const node = begun?.start.nodeDid ?? oneParam(params, 'node')
  const { anyNode, chosen } = await requestForm(viewer, node)
  const now = Math.floor(Date.now() / 1_000)
  const about = begun ? null : occasionOf(params, now)
  const crumbs = [
    { label: 'Jobs', href: '/jobs' },
    ...(begun
      ? [{ label: begun.start.jobId.slice(0, 8), href: `/jobs/${begun.start.jobId}` }, { label: 'again' }]
      : [{ label: 'new' }]),
  ]
  return (
    <NodeTimes zone={chosen?.health.timeZone}>
      <PageHeader title={begun ? 'Request again' : 'Request maintenance'} crumbs={crumbs} />
      {begun && begun.refusal === null && (
        <p className="text-ink-2">
          This creates a new job with a link to the old one. It needs a new approval.
        </p>
      )}
      {begun && begun.refusal !== null && <Notice tone="warning">{begun.refusal}</Notice>}
      {node !== undefined && chosen === null && (
        <Notice tone="warning">
          There is no node <bdi className="font-mono">{node}</bdi>. Choose another one.
        </Notice>
      )}
      {!anyNode ? (
        <EmptyState title="No node yet" action={<ButtonLink href="/">Go to the fleet</ButtonLink>}>
          A node appears here as soon as it has been added or its first report has arrived.
        </EmptyState>
      ) : (
        begun?.refusal == null && (
          <BesideNode
            node={chosen}
            lately={
              chosen && <NodeLately day={lastDay(viewer, chosen.did, about?.at ?? null)} about={about} />
            }
            planned={chosen && <NodeCalendar node={chosen} open={openJobs(viewer, chosen.did)} />}
          >
            <RequestForm
              chosen={chosen}
              task={oneParam(params, 'task')}
              start={begun?.start ?? null}
              about={about && chosen && { ...about, charts: chartsAround(chosen.did, about.at, now) }}
              viewerDid={viewer.did}
              send={requestJob}
            />
          </BesideNode>
        )
      )}
    </NodeTimes>
  )
}
