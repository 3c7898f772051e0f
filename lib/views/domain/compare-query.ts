import { type CompareChoice, compareChoice } from '@/lib/compare/domain/compare-params'
import { fleetQuery, matchedBy } from '@/lib/fleet/domain/fleet-filter'
import { oneParam, type SearchParams } from '@/lib/kernel/url/search-params'
import { parseRange } from '@/lib/series/domain/range-params'
import { chosenRefresh } from '@/lib/series/domain/refresh'

/** Which nodes are compared: those that are named, else those of the filter. */
function nodesOf({ dids, filter }: CompareChoice): [string, string][] {
  if (dids.length > 0) return dids.map((did) => ['nodes', did])
  return [...new URLSearchParams(fleetQuery({ ...matchedBy(filter), sort: 'state' }))]
}

/** The range as its address has it; nothing for the usual one and for one that cannot be shown. */
function rangeOf(params: SearchParams): [string, string][] {
  const now = Math.floor(Date.now() / 1_000)
  const { ends, preset } = parseRange(params, { now, end: now })
  if (preset === '24h') return []
  return preset === null ? Object.entries(ends) : [['range', preset]]
}

/** The query of a comparison, rebuilt from what the page reads of it. */
export function compareQuery(params: SearchParams): string {
  const choice = compareChoice(params)
  const { mode, metrics, previous, raw } = choice
  const [metric, sort] = [oneParam(params, 'metric'), oneParam(params, 'sort')]
  const refresh = chosenRefresh(params)
  const pairs: [string, string][] = [
    ...nodesOf(choice),
    ...rangeOf(params),
    ...(mode === 'nodes' ? [] : [['mode', mode] satisfies [string, string]]),
    ...(metric === undefined ? [] : [['metric', choice.metric] satisfies [string, string]]),
    ...metrics.map((one): [string, string] => ['metrics', one]),
    ...(sort === choice.sort ? [['sort', sort] satisfies [string, string]] : []),
    ...(previous ? [['compare', 'previous'] satisfies [string, string]] : []),
    ...(raw ? [['raw', 'true'] satisfies [string, string]] : []),
    ...(oneParam(params, 'differ') === 'true' ? [['differ', 'true'] satisfies [string, string]] : []),
    ...(refresh === null ? [] : [['refresh', refresh] satisfies [string, string]]),
  ]
  return new URLSearchParams(pairs).toString()
}
