import { type FleetFilter, fleetFilter } from '@/lib/fleet/domain/fleet-filter'
import { longestList, oneParam, type SearchParams } from '@/lib/kernel/url/search-params'

/** The nodes of a new campaign as its address names them: one by one, by a filter of the fleet, or not yet. */
export type Selection = { dids: readonly string[] } | { filter: FleetFilter } | null

const filters = ['q', 'state', 'label', 'owner'] as const

/** Whether an address asks for many nodes: `nodes`, `many` or a filter of the fleet. */
export const asksForMany = (params: SearchParams): boolean =>
  ['nodes', 'many', ...filters].some((name) => oneParam(params, name) !== undefined)

export function selectionOf(params: SearchParams): Selection {
  const dids = (oneParam(params, 'nodes', longestList) ?? '')
    // A DID of another program may hold commas.
    .split(/,(?=did:)/)
    .filter(Boolean)
  if (dids.length > 0) return { dids }
  const { q, state, label, owner } = fleetFilter(params)
  const given = Object.entries({ q, state, label, owner }).filter(([, value]) => value)
  return given.length === 0 ? null : { filter: { ...Object.fromEntries(given), sort: 'name' } }
}
