import { lazy, type ReactNode, Suspense } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { type FleetFilter, fleetQuery } from '@/lib/fleet/domain/fleet-filter'
import type { FleetPage } from '@/lib/fleet/domain/fleet-page'
import { FleetCounts, ShareLine } from './fleet-counts'
import { FleetFilters } from './fleet-filters'
import { FleetTable } from './fleet-table'
import { NoMatches } from './no-matches'

const GroupedFleet = lazy(() =>
  import('./grouped-fleet').then(({ GroupedFleet }) => ({ default: GroupedFleet })),
)

/**
 * The fleet as it is now, or how to add the first node. Where the notice of the sample fleet has been closed, it is at the end.
 */
export function FleetOverview(props: {
  fleet: FleetPage
  filter: FleetFilter
  /** Jobs waiting for the viewer's decision. */
  waiting: number
  sampleNoticeClosed: boolean
  /** Both made by the server, so that no browser loads their words as script. */
  sampleNotice: ReactNode
  addNodeSteps: ReactNode
}) {
  const { fleet, sampleNoticeClosed } = props
  const sample = fleet.sampleNodes > 0 && props.sampleNotice
  if (fleet.total === 0 && !props.filter.retired) return <FirstRun steps={props.addNodeSteps} />
  return (
    <>
      {!sampleNoticeClosed && sample}
      <div className="flex flex-wrap items-end justify-between gap-x-7 gap-y-3">
        <FleetCounts
          counts={fleet.counts}
          matching={fleet.matchingCounts}
          waiting={props.waiting}
          filter={props.filter}
        />
        <FleetFilters
          filter={props.filter}
          labelled={fleet.labelled}
          owned={fleet.owned}
          ownerName={fleet.ownerName}
        />
      </div>
      <ShareLine counts={fleet.matchingCounts} />
      {fleet.rows.length > 0 && fleet.groups && (
        <Suspense>
          <GroupedFleet
            key={fleetQuery(props.filter)}
            {...fleet}
            groups={fleet.groups}
            filter={props.filter}
          />
        </Suspense>
      )}
      {fleet.rows.length > 0 && !fleet.groups && <FleetTable first={fleet} filter={props.filter} />}
      {fleet.rows.length === 0 && <NoMatches filter={props.filter} total={fleet.total} />}
      <More title="Add a node">
        <div className="max-w-160 rounded-card border bg-surface p-4">{props.addNodeSteps}</div>
      </More>
      {sampleNoticeClosed && sample && <More title="About the sample nodes">{sample}</More>}
    </>
  )
}

const More = ({ title, children }: { title: string; children: ReactNode }) => (
  <details>
    <summary className="touch-area relative w-fit rounded-control font-medium text-ink-2 hover:text-ink">
      {title}
    </summary>
    <div className="mt-2.5">{children}</div>
  </details>
)

const FirstRun = ({ steps }: { steps: ReactNode }) => (
  <EmptyState title="No nodes yet">
    <p className="mb-3">
      A node appears with its first report, sent by an agent or written to the database by another program. To
      add one:
    </p>
    {steps}
  </EmptyState>
)
