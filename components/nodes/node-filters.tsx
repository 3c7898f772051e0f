import Form from 'next/form'
import { SegmentLinks } from '@/components/ui/segment-links'
import { type NodesFilter, type NodesPage, nodesHref } from '@/lib/fleet/domain/nodes-page'

/** Search, and which nodes to show; both are in the address and also work without scripts. */
export function NodeFilters({ filter, page }: { filter: NodesFilter; page: NodesPage }) {
  const { counts, longSilenceDays } = page
  const words = {
    service: 'In service',
    silent: `Silent for ${longSilenceDays} d`,
    retired: 'Retired',
  }
  return (
    <>
      <Form action="/settings/nodes" role="search" className="w-full sm:w-72">
        {filter.show !== 'service' && <input type="hidden" name="show" value={filter.show} />}
        <input
          // A new address may mean new text, and the field has to show it.
          key={`q ${filter.q}`}
          type="search"
          name="q"
          defaultValue={filter.q ?? ''}
          placeholder="Search name, DID, label"
          aria-label="Search name, DID, label"
          maxLength={200}
          className="control-h w-full rounded-control border border-strong bg-surface px-2.5"
        />
      </Form>
      <SegmentLinks
        label="Nodes to show"
        segments={(['service', 'silent', 'retired'] as const).map((show) => ({
          href: nodesHref({ show, q: filter.q }),
          word: words[show],
          count: counts[show],
          current: filter.show === show,
        }))}
      />
    </>
  )
}
