import Form from 'next/form'
import { SearchField } from '@/components/ui/search-field'
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
        <SearchField q={filter.q} label="Search name, DID, label" />
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
