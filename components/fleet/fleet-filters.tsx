import clsx from 'clsx'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import { FleetChooser } from './fleet-chooser'
import { FleetSortChoice } from './fleet-sort-choice'

/** Filters by label and owner, if any node has one; sorting where the table has no column headers. */
export function FleetFilters(props: {
  filter: FleetFilter
  labelled: boolean
  owned: boolean
  ownerName: string | null
}) {
  const { filter, labelled, owned, ownerName } = props
  const { label, owner } = filter
  return (
    <div
      className={clsx(
        'flex flex-wrap items-center gap-2 max-sm:w-full',
        !(labelled || owned || label || owner) && 'lg:hidden',
      )}
    >
      {(labelled || label) && (
        <FleetChooser of="label" chosen={label ? { value: label, name: label } : null} filter={filter} />
      )}
      {(owned || owner) && (
        <FleetChooser
          of="owner"
          chosen={owner ? { value: owner, name: ownerName ?? owner } : null}
          filter={filter}
        />
      )}
      <FleetSortChoice filter={filter} />
    </div>
  )
}
