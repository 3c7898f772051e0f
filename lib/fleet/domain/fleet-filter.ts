import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'

/** What a fleet can be sorted by: worst state, name, a present value, the last report. */
const sortKeys = ['state', 'name', 'cpu', 'memory', 'disk', 'reported'] as const
export type SortKey = (typeof sortKeys)[number]

/** `cpu` is lowest first, `-cpu` highest first; `state` is worst first, `reported` oldest first. */
export type FleetSort = SortKey | `-${SortKey}`

export const fleetSorts: readonly FleetSort[] = sortKeys.flatMap((key): FleetSort[] => [key, `-${key}`])

/** As a sentence goes on: "nodes, worst first". */
export const sortNames: Readonly<Record<FleetSort, string>> = {
  state: 'worst first',
  '-state': 'best first',
  name: 'by name, A to Z',
  '-name': 'by name, Z to A',
  cpu: 'lowest CPU first',
  '-cpu': 'highest CPU first',
  memory: 'least memory first',
  '-memory': 'most memory first',
  disk: 'least disk first',
  '-disk': 'most disk first',
  reported: 'oldest report first',
  '-reported': 'newest report first',
}

export const defaultSort: FleetSort = 'state'

const isFleetSort = (value: unknown): value is FleetSort => fleetSorts.some((sort) => sort === value)

/** The order by this key that somebody who asks for it wants first: the worst, A to Z, the highest, the oldest. */
const firstOf: Record<SortKey, FleetSort> = {
  state: 'state',
  name: 'name',
  cpu: '-cpu',
  memory: '-memory',
  disk: '-disk',
  reported: 'reported',
}

export const sortKeyOf = (sort: FleetSort): SortKey => sortKeys.find((key) => sort.endsWith(key)) ?? 'state'

export const isReversed = (sort: FleetSort): boolean => sort.startsWith('-')

/** What a click on the head of this column asks for: its first order, and from there back and forth. */
export function nextSort(key: SortKey, present: FleetSort): FleetSort {
  if (sortKeyOf(present) !== key) return firstOf[key]
  return isReversed(present) ? key : `-${key}`
}

/**
 * What the fleet is narrowed to and sorted by. `label` reads `key:value`, `owner` is a DID, `me`, or `none` for nodes
 * without an owner; `state` may be any word that a node reports.
 */
export type FleetFilter = {
  q?: string | undefined
  state?: string | undefined
  label?: string | undefined
  owner?: string | undefined
  sort: FleetSort
}

const narrowing = ['state', 'label', 'owner', 'q'] as const

/** Reads the address of the fleet page; a sort that is not in the list is as none at all. */
export function fleetFilter(params: SearchParams): FleetFilter {
  const sort = oneParam(params, 'sort')
  const filter: FleetFilter = { sort: isFleetSort(sort) ? sort : defaultSort }
  for (const name of narrowing) {
    const value = oneParam(params, name)?.slice(0, 255)
    if (value !== undefined) filter[name] = value
  }
  return filter
}

/** The filter as a query, parameters always in the same order; '' for the whole fleet, worst first. */
export function fleetQuery(filter: FleetFilter): string {
  const query = new URLSearchParams()
  for (const name of narrowing) if (filter[name]) query.set(name, filter[name])
  if (filter.sort !== defaultSort) query.set('sort', filter.sort)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** The address of the fleet page under this filter. */
export const fleetHref = (filter: FleetFilter): string => `/${fleetQuery(filter)}`

/** Every way to read `key:value` as one label: a key may hold colons itself. */
export function labelReadings(label: string): Record<string, string>[] {
  const readings: Record<string, string>[] = []
  for (let colon = label.indexOf(':'); colon >= 0; colon = label.indexOf(':', colon + 1))
    readings.push(Object.fromEntries([[label.slice(0, colon), label.slice(colon + 1)]]))
  return readings
}
