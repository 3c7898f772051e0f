import type { Metadata } from 'next'
import { LiveRefresh } from '@/components/live/live-refresh'
import { AddNode } from '@/components/nodes/add-node'
import { NodeFilters } from '@/components/nodes/node-filters'
import { NodeTable } from '@/components/nodes/node-table'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { requirePerson } from '@/lib/auth/viewer'
import { nodesFilter, nodesHref } from '@/lib/fleet/domain/nodes-page'
import { nodesPage } from '@/lib/fleet/queries/nodes-page'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { addNode, labelNode, renameNode, restoreNode, retireNode } from './actions'

export const metadata: Metadata = { title: 'Nodes · Settings' }

const empty = {
  service: { title: 'No nodes yet', text: 'A node appears when it is added or with its first report.' },
  silent: { title: 'No node has been silent for so long', text: 'Nothing is offered for retirement.' },
  retired: {
    title: 'No node is retired',
    text: 'A retired node leaves counts, lists and choices; its history and jobs stay.',
  },
}

export default async function NodesSettingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requirePerson()
  const { filter, unknown } = nodesFilter(await searchParams)
  const page = await nodesPage(viewer, filter)
  const { title, text } = filter.q ? { title: 'No matching nodes', text: '' } : empty[filter.show]
  return (
    <>
      {page.added && <LiveRefresh nodes={[page.added.did]} />}
      <div className="flex flex-wrap items-center gap-2.5">
        <NodeFilters filter={filter} page={page} />
        {page.mayAdd && (
          <div className="sm:ml-auto">
            <AddNode add={addNode} added={page.added} />
          </div>
        )}
      </div>
      {unknown.length > 0 && (
        <Notice tone="warning">
          The address has a value for {unknown.join(' and ')} that does not exist; it was ignored.
        </Notice>
      )}
      {filter.show === 'service' && page.counts.silent > 0 && !filter.q && (
        <p className="text-ink-2">
          {page.counts.silent === 1 ? '1 node has' : `${page.counts.silent} nodes have`} sent no report for{' '}
          {page.longSilenceDays} days.{' '}
          <ButtonLink size="sm" variant="ghost" href={nodesHref({ show: 'silent' })}>
            Show what could be retired
          </ButtonLink>
        </p>
      )}
      {page.nodes.length > 0 ? (
        <NodeTable rows={page.nodes} actions={{ renameNode, labelNode, retireNode, restoreNode }} />
      ) : (
        <EmptyState
          title={title}
          action={
            filter.q && <ButtonLink href={nodesHref({ show: filter.show })}>Clear the search</ButtonLink>
          }
        >
          {text}
        </EmptyState>
      )}
      {(filter.cursor !== undefined || page.next !== null) && (
        <nav aria-label="Pages" className="flex gap-2.5">
          {filter.cursor !== undefined && (
            <ButtonLink href={nodesHref({ ...filter, cursor: undefined })}>First</ButtonLink>
          )}
          {page.next !== null && (
            <ButtonLink href={nodesHref({ ...filter, cursor: page.next })}>Next</ButtonLink>
          )}
        </nav>
      )}
    </>
  )
}
