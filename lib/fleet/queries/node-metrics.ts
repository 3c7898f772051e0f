import { isJsonObject } from '@/lib/kernel/json/json'
import { usualLimits } from '@/lib/reports/domain/metric-limits'
import { numbersOf } from './node-state'

const numbersIn = (metrics: unknown): Record<string, number> =>
  numbersOf(isJsonObject(metrics) ? metrics : null)

/**
 * What the node's page lists: all metrics of the latest report, or, if another program wrote more than a node may have over the
 * API, what lists keep of them.
 * @param kept the metrics of `node_latest`
 */
export function listedMetrics(reported: unknown, kept: unknown): Record<string, number> {
  const all = numbersIn(reported)
  const count = Object.keys(all).length
  return count > 0 && count <= usualLimits.node ? all : numbersIn(kept)
}

/** How many numbers of the latest report, its raw one included, are not listed. */
export const leftOut = (raw: unknown, reported: unknown, listed: Record<string, number>): number =>
  Object.keys({ ...numbersIn(isJsonObject(raw) ? raw.metrics : null), ...numbersIn(reported) }).filter(
    (key) => !Object.hasOwn(listed, key),
  ).length
