import { coreMetrics } from '@/lib/reports/domain/metric'

/** A page with more charts is slow to read for people and browsers alike. */
const mostCharts = 24

/** What an API call reads at most. */
const mostChosen = 100
const longestName = 500

/** Splits at commas, but not within labels: `a,b{x="1",y="2"}` are two. */
const splitNames = (text: string): string[] => text.split(/,(?![^{}]*\})/)

/**
 * The metrics of `?metrics=a,b` (also repeated), in that order; null to draw all of them. Without a choice, a node with many
 * metrics begins with the ones that every node sends, or its first ones.
 * @param keys what the node reports
 */
export function chosenMetrics(params: readonly string[], keys: readonly string[]): string[] | null {
  const names = params
    .map((text) => text.replaceAll('\u0000', ''))
    .flatMap((text) => (keys.includes(text) ? [text] : splitNames(text).map((name) => name.trim())))
  const chosen = [...new Set(names)].filter((name) => name !== '' && name.length <= longestName)
  if (chosen.length > 0) return chosen.slice(0, mostChosen)
  if (keys.length <= mostCharts) return null
  const core = coreMetrics.filter((metric) => keys.includes(metric))
  return core.length > 0 ? core : keys.slice(0, coreMetrics.length)
}
