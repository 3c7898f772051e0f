'use client'

import { useRouter } from 'next/navigation'
import { type FleetFilter, fleetHref, fleetSorts, sortNames } from '@/lib/fleet/domain/fleet-filter'

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Sorting, on screens where the table has no column headers to click. */
export function FleetSortChoice({ filter }: { filter: FleetFilter }) {
  const router = useRouter()
  return (
    <select
      name="sort"
      aria-label="Sort"
      value={filter.sort}
      onChange={(event) => {
        const sort = fleetSorts.find((known) => known === event.target.value)
        if (sort) router.push(fleetHref({ ...filter, sort }))
      }}
      className="control-h max-w-full min-w-0 rounded-control border border-strong bg-surface px-2.5 max-sm:min-w-40 max-sm:flex-1 lg:hidden"
    >
      {fleetSorts.map((sort) => (
        <option key={sort} value={sort}>
          {capital(sortNames[sort])}
        </option>
      ))}
    </select>
  )
}
