import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import { ColumnsChooser } from './columns-chooser'
import { FleetChooser } from './fleet-chooser'
import { FleetSortChoice } from './fleet-sort-choice'

const chosen = (value: string | undefined) => (value === undefined ? null : { value, name: value })

/** Filters by label and owner, if any node has one; sorting where the table has no column headers. */
export function FleetFilters(props: {
  filter: FleetFilter
  labelled: boolean
  owned: boolean
  ownerName: string | null
}) {
  const { filter, labelled, owned, ownerName } = props
  const { label, owner, group } = filter
  return (
    <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
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
        </>
      )}
    </div>
  )
}
