import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { Result } from '@/lib/domain/errors'
import type { FleetPage } from '@/lib/domain/fleet'
import { AddNodeSteps } from './add-node-steps'
import { FleetCounts, ShareLine } from './fleet-counts'
import type { FleetFilter } from './fleet-filter'
import { FleetTable } from './fleet-table'
import { SampleBanner } from './sample-banner'

/** How many nodes there are, and how many of them are shown. */
export async function FleetSize({ reading }: { reading: Promise<FleetPage> }) {
  const { rows, total } = await reading
  const all = `${total} ${total === 1 ? 'node' : 'nodes'}`
  return rows.length === total ? all : `${rows.length} of ${all}`
}

/** The fleet as it is now; without any node, how to add the first. `removeSample` is there for who may do it. */
export async function FleetNow(props: {
  reading: Promise<FleetPage>
  filter: FleetFilter
  removeSample: (() => Promise<Result<{ nodes: number }>>) | null
}) {
  const fleet = await props.reading
  if (fleet.total === 0) return <FirstRun />
  return (
    <>
      {fleet.sampleNodes > 0 && <SampleBanner nodes={fleet.sampleNodes} remove={props.removeSample} />}
      <FleetCounts counts={fleet.counts} waiting={fleet.waitingForViewer} filter={props.filter} />
      <ShareLine counts={fleet.counts} />
      {fleet.rows.length > 0 ? (
        <FleetTable rows={fleet.rows} />
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

function NoHits({ filter, total }: { filter: FleetFilter; total: number }) {
  const asked = [
    filter.state && `in the state ${filter.state}`,
    filter.q && `with “${filter.q}” in name, DID, label or diagnosis`,
  ]
  return (
    <EmptyState
      title={`No node ${asked.filter(Boolean).join(' ')}`}
      action={<ButtonLink href="/">Show all nodes</ButtonLink>}
    >
      <p>{total === 1 ? 'There is 1 node' : `There are ${total} nodes`} in all.</p>
    </EmptyState>
  )
}
