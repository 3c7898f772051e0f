import { type IgnoredParam, ignoredParams } from '@/lib/kernel/url/ignored-params'
import { longestList, oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { columnsText, type FleetColumn, parseColumns } from './fleet-columns'

/** What the fleet can be sorted by: state, name, a current value, the last report. */
const sortKeys = ['state', 'name', 'cpu', 'memory', 'disk', 'reported'] as const
type FixedKey = (typeof sortKeys)[number]
type MetricKey = `metric:${string}`
export type SortKey = FixedKey | MetricKey

/** `cpu` is lowest first, `-cpu` highest first; `state` is worst first, `reported` oldest first. `metric:` and any name. */
export type FleetSort = SortKey | `-${SortKey}`
type FixedSort = FixedKey | `-${FixedKey}`

export const fleetSorts: readonly FixedSort[] = sortKeys.flatMap((key): FixedSort[] => [key, `-${key}`])

/** Within a sentence: "nodes, worst first". */
export const sortNames: Readonly<Record<FixedSort, string>> = {
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

export const defaultSort = 'state'

export const isReversed = (sort: FleetSort): boolean => sort.startsWith('-')

/** The metric of a sort by any metric; null for the others. */
export const sortMetric = (sort: FleetSort): string | null => /^-?metric:(.+)$/s.exec(sort)?.[1] ?? null

export function sortName(sort: FleetSort): string {
  const fixed = fleetSorts.find((known) => known === sort)
  return fixed ? sortNames[fixed] : `${isReversed(sort) ? 'highest' : 'lowest'} ${sortMetric(sort)} first`
}

const longest = 255

const isFixedKey = (value: string): value is FixedKey => sortKeys.some((key) => key === value)
const isSortKey = (value: string): value is SortKey =>
  isFixedKey(value) || (/^metric:./s.test(value) && value.length <= 'metric:'.length + longest)
export const isFleetSort = (value: unknown): value is FleetSort =>
  typeof value === 'string' && isSortKey(value.replace(/^-/, ''))

/** The direction of the first click on a column: worst, A to Z, highest, oldest. */
const firstOf: Record<FixedKey, FleetSort> = {
  state: 'state',
  name: 'name',
  cpu: '-cpu',
  memory: '-memory',
  disk: '-disk',
  reported: 'reported',
}

export function sortKeyOf(sort: FleetSort): SortKey {
  const key = sort.replace(/^-/, '')
  return isSortKey(key) ? key : 'state'
}

/** The sort after a click on a column header: the column's first direction, then back and forth. */
export function nextSort(key: SortKey, present: FleetSort): FleetSort {
  const reversed: FleetSort = `-${key}`
  if (sortKeyOf(present) !== key) return isFixedKey(key) ? firstOf[key] : reversed
  return isReversed(present) ? key : reversed
}

/**
 * Filters and sort of the fleet. `label` is `key:value`, `owner` is a DID, `me`, or `none` for nodes without an owner;
 * `state` may be any word that a node reports. `retired`: the nodes out of service instead of those in service.
 */
export type FleetFilter = {
  q?: string | undefined
  state?: string | undefined
  label?: string | undefined
  owner?: string | undefined
  /** Only nodes that somebody pinned: `me`, or the DID of that person, which no address says. */
  pinned?: string | undefined
  retired?: boolean | undefined
  /** The key of the label by which nodes are grouped. */
  group?: string | undefined
  /** The metric by which the map is filled instead of by status. */
  fill?: string | undefined
  /** The columns of the list after state and name; the usual ones where it says nothing. */
  columns?: readonly FleetColumn[] | undefined
  /** The map instead of the list. */
  view?: 'map' | undefined
  sort: FleetSort
}

const filterNames = ['state', 'label', 'owner', 'q', 'group', 'fill'] as const

const isShort = (value: string): boolean => value.length <= longest

/** Whether a value is one that its filter knows; a state may be any word, and then no node may have it. */
const known: Readonly<Record<(typeof filterNames)[number], (value: string) => boolean>> = {
  state: isShort,
  label: (value) => isShort(value) && value.includes(':'),
  owner: (value) => isShort(value) && (value === 'me' || value === 'none' || value.startsWith('did:')),
  q: isShort,
  group: isShort,
  fill: isShort,
}

/** Reads the URL of the fleet's list or map. What it does not know is ignored, and `ignoredFleetParams` tells. */
export function fleetFilter(params: SearchParams, view?: 'map'): FleetFilter {
  const sort = oneParam(params, 'sort')
  const filter: FleetFilter = { sort: isFleetSort(sort) ? sort : defaultSort }
  if (view) filter.view = view
  for (const name of filterNames) {
    const value = oneParam(params, name)
    if (value !== undefined && known[name](value)) filter[name] = value
  }
  if (oneParam(params, 'pinned') === 'true') filter.pinned = 'me'
  if (oneParam(params, 'retired') === 'true') filter.retired = true
  const columns = parseColumns(oneParam(params, 'columns', longestList) ?? '')
  if (columns) filter.columns = columns
  return filter
}

export const ignoredFleetParams = (params: SearchParams, view?: 'map'): IgnoredParam[] =>
  ignoredParams(fleetPath({ view }), params, {
    ...known,
    sort: isFleetSort,
    columns: (value) => parseColumns(value) !== undefined,
    pinned: (value) => value === 'true',
    retired: (value) => value === 'true',
  })

/** The filter as a query, parameters always in the same order; '' without filters and with the default sort. */
export function fleetQuery(filter: FleetFilter): string {
  const query = new URLSearchParams()
  for (const name of filterNames) if (filter[name]) query.set(name, filter[name])
  if (filter.pinned) query.set('pinned', filter.pinned === 'me' ? 'true' : filter.pinned)
  if (filter.retired) query.set('retired', 'true')
  if (filter.columns) query.set('columns', columnsText(filter.columns))
  if (filter.sort !== defaultSort) query.set('sort', filter.sort)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** The page of this view. */
export const fleetPath = ({ view }: Pick<FleetFilter, 'view'>): string => (view === 'map' ? '/map' : '/')

/** The URL of the list or map with this filter. */
export const fleetHref = (filter: FleetFilter): string => `${fleetPath(filter)}${fleetQuery(filter)}`

/** The same view of all nodes in service. */
export const unfiltered = ({ view, group, fill, columns, sort }: FleetFilter): FleetFilter => ({
  ...{ view, group, fill, columns, sort },
})

/** What decides which nodes are listed, and in which order, without how they are shown. */
export const matchedBy = (filter: FleetFilter): FleetFilter => ({
  ...filter,
  ...{ group: undefined, fill: undefined, columns: undefined, view: undefined },
})

/** Every way to read `key:value` as a label, since a key may contain colons. */
export function labelReadings(label: string): Record<string, string>[] {
  const readings: Record<string, string>[] = []
  for (let colon = label.indexOf(':'); colon >= 0; colon = label.indexOf(':', colon + 1))
    readings.push(Object.fromEntries([[label.slice(0, colon), label.slice(colon + 1)]]))
  return readings
}
