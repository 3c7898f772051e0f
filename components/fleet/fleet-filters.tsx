import clsx from 'clsx'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'
import { ColumnsChooser } from './columns-chooser'
import { FleetChooser } from './fleet-chooser'
import { FleetSortChoice } from './fleet-sort-choice'
import { FilterLink } from './go'
import { SelectToggle } from './select-toggle'

const chosen = (value: string | undefined) => (value === undefined ? null : { value, name: value })

/** Filters by label and owner, if any node has one; sorting where the table has no column headers. */
export function FleetFilters(props: {
  filter: FleetFilter
  labelled: boolean
  owned: boolean
  ownerName: string | null
  /** The viewer has pinned a node. */
  pinned: boolean
}) {
  const { filter, labelled, owned, ownerName, pinned } = props
  const { label, owner, group } = filter
  return (
    <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
      {(pinned || filter.pinned) && (
        <FilterLink
          href={fleetHref({ ...filter, pinned: filter.pinned ? undefined : 'me' })}
          aria-current={filter.pinned ? 'true' : undefined}
          className={clsx(
            'control-h inline-flex items-center rounded-control border px-2.5 font-medium',
            filter.pinned
              ? 'border-accent/40 bg-accent-soft text-ink'
              : 'border-strong bg-surface text-ink-2 hover:bg-sunken',
          )}
        >
          Pinned
        </FilterLink>
      )}
      {(labelled || label) && <FleetChooser of="label" chosen={chosen(label)} filter={filter} />}
      {(owned || owner) && (
        <FleetChooser
          of="owner"
          chosen={owner ? { value: owner, name: ownerName ?? owner } : null}
          filter={filter}
        />
      )}
      {(labelled || group) && <FleetChooser of="group" chosen={chosen(group)} filter={filter} />}
      {filter.view === 'map' ? (
        <FleetChooser of="fill" chosen={chosen(filter.fill)} filter={filter} />
      ) : (
        <>
          <ColumnsChooser filter={filter} />
          <FleetSortChoice filter={filter} />
          <SelectToggle />
        </>
      )}
    </div>
  )
}
