import { SampleBanner } from '@/components/sample/sample-banner'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'
import type { FleetPage } from '@/lib/fleet/domain/fleet-page'
import type { Result } from '@/lib/kernel/errors'
import { countText } from '@/lib/kernel/text/count-text'
import { AddNodeSteps } from './add-node-steps'
import { FleetCounts, ShareLine } from './fleet-counts'
import { FleetNarrow } from './fleet-filters'
import { FleetTable } from './fleet-table'

/** How many nodes there are, and how many of them are shown. */
export function FleetSize({ fleet }: { fleet: FleetPage }) {
  const { matching, total } = fleet
  const all = `${countText(total)} ${total === 1 ? 'node' : 'nodes'}`
  return matching === total ? all : `${countText(matching)} of ${all}`
}

/** The fleet as it is now; without any node, how to add the first. `removeSample` is there for who may do it. */
export function FleetNow(props: {
  fleet: FleetPage
  filter: FleetFilter
  /** Jobs that wait for the viewer's decision. */
  waiting: number
  removeSample: (() => Promise<Result<{ nodes: number }>>) | null
}) {
  const { fleet } = props
  if (fleet.total === 0) return <FirstRun />
  return (
    <>
      {fleet.sampleNodes > 0 && <SampleBanner nodes={fleet.sampleNodes} remove={props.removeSample} />}
      <div className="flex flex-wrap items-end justify-between gap-x-7 gap-y-3">
        <FleetCounts counts={fleet.counts} waiting={props.waiting} filter={props.filter} />
        <FleetNarrow
          filter={props.filter}
          labelled={fleet.labelled}
          owned={fleet.owned}
          ownerName={fleet.ownerName}
        />
      </div>
      <ShareLine counts={fleet.counts} />
      {fleet.rows.length > 0 ? (
        <FleetTable
          first={{ rows: fleet.rows, matching: fleet.matching, at: fleet.at }}
          filter={props.filter}
        />
      ) : (
        <NoHits filter={props.filter} total={fleet.total} />
      )}
      <details>
        <summary className="touch-area relative w-fit rounded-control font-medium text-ink-2 hover:text-ink">
          Add a node
        </summary>
        <div className="mt-2.5 max-w-160 rounded-card border bg-surface p-4">
          <AddNodeSteps />
        </div>
      </details>
    </>
  )
}

const FirstRun = () => (
  <EmptyState title="No node reports here yet">
    <p className="mb-3">
      A node shows up as soon as its first report is here: sent by an agent, or written to the database by any
      other program. To add one:
    </p>
    <AddNodeSteps />
  </EmptyState>
)

const ownerWords: Record<string, string> = { me: 'that is yours', none: 'without an owner' }

function NoHits({ filter, total }: { filter: FleetFilter; total: number }) {
  const asked = [
    filter.state && `in the state ${filter.state}`,
    filter.label && `with the label ${filter.label}`,
    filter.owner &&
      ((Object.hasOwn(ownerWords, filter.owner) && ownerWords[filter.owner]) ||
        `of the owner ${filter.owner}`),
    filter.q && `with “${filter.q}” in name, DID, label or diagnosis`,
  ]
  return (
    <EmptyState
      title={`No node ${asked.filter(Boolean).join(' ')}`}
      action={<ButtonLink href={fleetHref({ sort: filter.sort })}>Show all nodes</ButtonLink>}
    >
      <p>{total === 1 ? 'There is 1 node' : `There are ${countText(total)} nodes`} in all.</p>
    </EmptyState>
  )
}
