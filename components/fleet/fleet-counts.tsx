import clsx from 'clsx'
import { Link } from '@/components/ui/link'
import { StatusMark } from '@/components/ui/status-mark'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'
import { stateName, statesOf } from '@/lib/fleet/domain/node-state'
import { countText } from '@/lib/kernel/text/count-text'
import { FilterLink } from './go'

const item = 'flex flex-col rounded-control px-2 py-1 -mx-2'

/**
 * How many nodes are in each state, "8 of 34" where other filters leave some out. Each count is a link that filters by it;
 * the active one clears the filter.
 */
export function FleetCounts(props: {
  counts: Record<string, number>
  matching: Record<string, number>
  waiting: number
  filter: FleetFilter
}) {
  return (
    <ul aria-label="Nodes by state" className="flex flex-wrap gap-x-7 gap-y-1.5">
      {statesOf(props.counts).map((state) => {
        const chosen = props.filter.state === state
        const [all, matching] = [props.counts[state] ?? 0, props.matching[state] ?? 0]
        return (
          <li key={state}>
            <FilterLink
              href={fleetHref({ ...props.filter, state: chosen ? undefined : state })}
              aria-current={chosen ? 'true' : undefined}
              title={chosen ? 'Show all states' : `Show only ${stateName(state)}`}
              className={clsx(item, chosen ? 'bg-surface outline-1 outline-strong' : 'hover:bg-sunken')}
            >
              <span>
                <span className="text-2xl font-semibold">{countText(matching)}</span>
                {matching !== all && <span className="ml-1.5 text-xs text-ink-3">of {countText(all)}</span>}
              </span>
              <StatusMark state={state} />
            </FilterLink>
          </li>
        )
      })}
      {props.waiting > 0 && (
        <li>
          <Link href="/jobs?status=waiting" className={clsx(item, 'text-pending hover:bg-sunken')}>
            <span className="text-2xl font-semibold">{countText(props.waiting)}</span>
            <span className="font-medium">waiting for you →</span>
          </Link>
        </li>
      )}
    </ul>
  )
}
