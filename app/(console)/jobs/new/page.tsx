import type { Metadata } from 'next'
import { RequestForm } from '@/components/jobs/request-form'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { requirePerson } from '@/lib/auth/viewer'
import { oneParam, type SearchParams } from '@/lib/domain/search-params'
import { requestForm } from '@/lib/queries/request-form'
import { requestJob } from '../actions'

export const metadata: Metadata = { title: 'Request maintenance' }

export default async function NewJobPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requirePerson()
  const params = await searchParams
  const node = oneParam(params, 'node')
  const { nodes, chosen } = await requestForm(viewer, node)
  return (
    <>
      <PageHeader title="Request maintenance" crumbs={[{ label: 'Jobs', href: '/jobs' }, { label: 'new' }]} />
      {node !== undefined && chosen === null && (
        <Notice tone="warning">
          There is no node <bdi className="font-mono">{node}</bdi>. Choose another one.
        </Notice>
      )}
      {nodes.length === 0 ? (
        <EmptyState title="No node yet" action={<ButtonLink href="/">To the fleet</ButtonLink>}>
          A node appears here as soon as it has been added or its first report has arrived.
        </EmptyState>
      ) : (
        <RequestForm
          nodes={nodes}
          chosen={chosen}
          task={oneParam(params, 'task')}
          viewerDid={viewer.did}
          request={requestJob}
        />
      )}
    </>
  )
}
