import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { shorten } from '@/app/(console)/views/actions'
import { ComparedNodesList } from '@/components/compare/compared-nodes-list'
import { MetricSelect } from '@/components/compare/metric-select'
import { ModeLinks } from '@/components/compare/mode-links'
import { LiveRefresh } from '@/components/live/live-refresh'
import { NodeRange } from '@/components/node/range/node-range'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { readerZone } from '@/lib/auth/reader-zone'
import { requirePerson } from '@/lib/auth/viewer'
import { compareLinks } from '@/lib/compare/domain/compare-links'
import { type CompareMode, compareChoice } from '@/lib/compare/domain/compare-params'
import { filterWords } from '@/lib/compare/domain/filter-words'
import { addedNodes, comparedNodes } from '@/lib/compare/queries/compared-nodes'
import { countText } from '@/lib/kernel/text/count-text'
import { shownZone } from '@/lib/kernel/time/shown-zone'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { parseRange } from '@/lib/series/domain/range-params'
import { chosenRefresh, refreshChoices } from '@/lib/series/domain/refresh'
import { PageViews } from '../views/page-views'
import { ManyNodes } from './many-nodes'
import { OnePanel } from './one-panel'
import { TwoNodes } from './two-nodes'

export const metadata: Metadata = { title: 'Compare' }

export default async function ComparePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [viewer, params] = await Promise.all([requirePerson(), searchParams])
  const choice = compareChoice(params)
  const { nodes, all, gone } = await comparedNodes(viewer, choice)
  const links = compareLinks(
    params,
    nodes.map(({ did }) => did),
  )
  const adding = oneParam(params, 'add')
  if (adding !== undefined) redirect(links.withNodes(await addedNodes(viewer, nodes, adding)))
  const now = Math.floor(Date.now() / 1_000)
  const zone = shownZone(await readerZone(), null)
  const range = parseRange(params, { now, end: now, zone })
  const refresh = chosenRefresh(params)
  const { mode } = choice
  const [first] = nodes
  const asked = { viewer, range, zone, links, clock: { now, end: now } }
  return (
    <>
      <LiveRefresh
        nodes={nodes.map(({ did }) => did)}
        every={refresh ? refreshChoices[refresh] : undefined}
      />
      <PageHeader
        title="Compare"
        sub={`${countText(nodes.length)} ${nodes.length === 1 ? 'node' : 'nodes'}`}
        actions={
          <>
            <ModeLinks mode={mode} href={(next: CompareMode) => links.withMode(next)} />
            <PageViews viewer={viewer} page="compare" query={`${new URLSearchParams(links.current)}`} />
          </>
        }
      />
      <NodeRange
        range={range}
        now={now}
        end={now}
        refresh={refresh}
        compared={choice.previous}
        shorten={shorten}
      />
      {range.notice && <Notice tone="warning">{range.notice}</Notice>}
      {gone > 0 && (
        <Notice tone="info">
          {gone === 1
            ? 'One node of the address does not exist'
            : `${gone} nodes of the address do not exist`}{' '}
          or cannot be seen by you.
        </Notice>
      )}
      <ComparedNodesList
        lead={mode === 'nodes' && <MetricSelect nodes={nodes} metric={choice.metric} />}
        chips={nodes.map((node) => ({ node, without: links.without(node.did) }))}
        all={all}
        filter={choice.dids.length > 0 ? null : filterWords(choice.filter)}
        kept={links.kept}
      />
      {first === undefined ? (
        <EmptyState title="No nodes to compare">
          Add a node by its name, its DID or one of its labels.
        </EmptyState>
      ) : mode === 'pair' ? (
        <TwoNodes
          {...asked}
          nodes={nodes}
          previous={choice.previous}
          differ={oneParam(params, 'differ') === 'true'}
        />
      ) : mode === 'overlay' ? (
        <OnePanel {...asked} node={first} choice={choice} />
      ) : (
        <ManyNodes {...asked} nodes={nodes} choice={choice} />
      )}
    </>
  )
}
