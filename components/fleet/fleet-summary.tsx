import { lazy, type ReactNode, Suspense } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { type FleetFilter, fleetQuery } from '@/lib/fleet/domain/fleet-filter'
import type { FleetPage } from '@/lib/fleet/domain/fleet-page'
import { FleetTable } from './fleet-table'
import { NoMatches } from './no-matches'

const GroupedFleet = lazy(() =>
  import('./grouped-fleet').then(({ GroupedFleet }) => ({ default: GroupedFleet })),
)

/** The nodes as they are now, and how to add one. */
export function FleetOverview(props: {
  fleet: FleetPage
  filter: FleetFilter
  pins: readonly string[]
  /** The notice of the sample fleet, once it has been closed. */
  sampleNotice: ReactNode
  addNodeSteps: ReactNode
}) {
  const { fleet, filter, pins, sampleNotice } = props
  return (
    <>
      {fleet.rows.length > 0 && fleet.groups && (
        <Suspense>
          <GroupedFleet key={fleetQuery(filter)} {...fleet} groups={fleet.groups} {...{ filter, pins }} />
        </Suspense>
      )}
      {fleet.rows.length > 0 && !fleet.groups && <FleetTable first={fleet} {...{ filter, pins }} />}
      {fleet.rows.length === 0 && <NoMatches filter={filter} total={fleet.total} />}
      <More title="Add a node">
        <div className="max-w-160 rounded-card border bg-surface p-4">{props.addNodeSteps}</div>
      </More>
      {sampleNotice && <More title="About the sample nodes">{sampleNotice}</More>}
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

/** How to add the first node. */
export const FirstRun = ({ steps }: { steps: ReactNode }) => (
  <EmptyState title="No nodes yet">
    <p className="mb-3">
      A node appears with its first report, sent by an agent or written to the database by another program. To
      add one:
    </p>
    {steps}
  </EmptyState>
)
