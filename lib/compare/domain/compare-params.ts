import { type FleetFilter, fleetFilter } from '@/lib/fleet/domain/fleet-filter'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { coreMetrics } from '@/lib/reports/domain/metric'
import { type CompareSort, compareSort } from './compare-sort'

/** More lines than these nobody tells apart. */
export const mostCompared = 50

/** `nodes`: one metric of many nodes. `pair`: all metrics of two nodes. `overlay`: several metrics of one node. */
const compareModes = ['nodes', 'pair', 'overlay'] as const
export type CompareMode = (typeof compareModes)[number]

/** Lines of different metrics on one panel. */
export const mostOverlaid = 8

/** What the URL of a comparison asks for, apart from the range. */
export type CompareChoice = {
  mode: CompareMode
  /** The nodes in the URL, without repetitions; none: those of the filter. */
  dids: string[]
  /** A filter of the fleet: `?label=site:Lagos`. */
  filter: FleetFilter
  metric: string
  /** What is drawn on one panel. */
  metrics: string[]
  sort: CompareSort
  /** Whether the period before is drawn too. */
  previous: boolean
  /** Whether a counter is shown as it was reported. */
  raw: boolean
}

const longestName = 500

/** The values of a parameter, repeated or separated by commas. */
const listOf = (params: SearchParams, name: string, split: RegExp): string[] => {
  const texts = [params[name] ?? []].flat().filter((text) => !text.includes('\u0000'))
  const parts = texts.flatMap((text) => text.split(split)).map((text) => text.trim())
  return [...new Set(parts)].filter((text) => text !== '' && text.length <= longestName)
}

const isMode = (value: unknown): value is CompareMode => compareModes.some((mode) => mode === value)

export function compareChoice(params: SearchParams): CompareChoice {
  const mode = oneParam(params, 'mode')
  // A comma before "did:" separates; a DID of another program may hold others.
  const dids = listOf(params, 'nodes', /,(?=did:)/)
  // Commas within labels of a metric belong to its name.
  const metrics = listOf(params, 'metrics', /,(?![^{}]*\})/)
  return {
    mode: isMode(mode) ? mode : 'nodes',
    dids,
    filter: fleetFilter({ ...params, sort: undefined }),
    metric: oneParam(params, 'metric') ?? coreMetrics[0],
    metrics: metrics.slice(0, mostOverlaid),
    sort: compareSort(oneParam(params, 'sort')),
    previous: oneParam(params, 'compare') === 'previous',
    raw: oneParam(params, 'raw') === 'true',
  }
}
