import { ShareLine } from '@/components/fleet/share-line'
import { StatusMark } from '@/components/ui/status-mark'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import type { FleetSummary } from '@/lib/fleet/domain/fleet-page'
import { statesOf } from '@/lib/fleet/domain/node-state'
import { countText } from '@/lib/kernel/text/count-text'

/** How many nodes are in each state, worst first, in figures to be read across a room. */
export function WallSummary({ fleet, filter }: { fleet: FleetSummary; filter: FleetFilter }) {
  const { matchingCounts } = fleet
  const states = statesOf(matchingCounts).filter(
    (state) => filter.state === undefined || filter.state === state,
  )
  const counts = Object.fromEntries(states.map((state) => [state, matchingCounts[state] ?? 0]))
  return (
    <section aria-label="Nodes by state" className="flex flex-col gap-4">
      <ul className="flex flex-wrap gap-x-[clamp(1.5rem,4vw,6rem)] gap-y-3">
        {states.map((state) => (
          <li key={state} className="flex flex-col">
            <span className="text-[clamp(2rem,4.4vw,6rem)] leading-none font-semibold">
              {countText(counts[state] ?? 0)}
            </span>
            <StatusMark
              state={state}
              className="mt-2 text-[clamp(0.875rem,1.2vw,1.75rem)] leading-tight [&_svg]:size-[0.8em]"
            />
          </li>
        ))}
      </ul>
      <ShareLine counts={counts} />
    </section>
  )
}
