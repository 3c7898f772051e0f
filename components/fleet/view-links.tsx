import clsx from 'clsx'
import { Link } from '@/components/ui/link'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'

const views = [
  { word: 'Table', view: undefined },
  { word: 'Map', view: 'map' },
] as const

/** The same nodes as a table or as a map. */
export const ViewLinks = ({ filter }: { filter: FleetFilter }) => (
  <nav aria-label="View" className="flex overflow-hidden rounded-control border border-strong bg-surface">
    {views.map(({ word, view }) => (
      <Link
        key={word}
        href={fleetHref({ ...filter, view })}
        aria-current={filter.view === view ? 'page' : undefined}
        className={clsx(
          'control-h -outline-offset-2 flex items-center border-l border-strong px-2.5 first:border-l-0',
          filter.view === view
            ? 'bg-accent-soft font-medium text-ink'
            : 'text-ink-2 hover:bg-sunken hover:text-ink',
        )}
      >
        {word}
      </Link>
    ))}
  </nav>
)
