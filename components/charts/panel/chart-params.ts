import type { AxisMode } from '@/components/charts/axis/axis'

/**
 * Parameters of the URL that name the metrics which are not shown as usual:
 * `?fit=cpu_usage_percent&log=latency_ms&raw=requests_total`; or with which more is drawn: `forecast`, `usual`.
 */
const modes = ['fit', 'log'] as const

/** What the server reads only where it is shown. */
export type Extra = 'forecast' | 'usual'

type Params = { getAll: (name: string) => string[]; toString: () => string }

export const axisModeOf = (params: Params, metric: string): AxisMode =>
  modes.find((mode) => params.getAll(mode).includes(metric)) ?? 'usual'

export const isRaw = (params: Params, metric: string): boolean => params.getAll('raw').includes(metric)

/** The query with a forecast or what is usual shown for one metric, or without it. */
export const withExtra = (params: Params, extra: Extra, metric: string, shown: boolean): string =>
  withChoices(params, metric, { [extra]: shown })

/** The query with another axis for one metric; "" where nothing is left of it. */
export const withAxisMode = (params: Params, metric: string, chosen: AxisMode): string =>
  withChoices(params, metric, { fit: chosen === 'fit', log: chosen === 'log' })

/** The query with one counter shown as it was reported, or as its rate. */
export const withRaw = (params: Params, metric: string, raw: boolean): string =>
  withChoices(params, metric, { raw })

function withChoices(params: Params, metric: string, choices: Record<string, boolean>): string {
  const next = new URLSearchParams(params.toString())
  for (const [name, chosen] of Object.entries(choices)) {
    const others = next.getAll(name).filter((other) => other !== metric)
    next.delete(name)
    for (const other of chosen ? [...others, metric] : others) next.append(name, other)
  }
  const query = next.toString()
  return query === '' ? '' : `?${query}`
}
