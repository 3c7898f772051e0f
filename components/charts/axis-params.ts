import type { AxisMode } from './axis'

/** Parameters of the URL that name the metrics with another axis than the usual: `?fit=cpu_usage_percent&log=latency_ms`. */
const modes = ['fit', 'log'] as const

type Params = { getAll: (name: string) => string[]; toString: () => string }

export const axisModeOf = (params: Params, metric: string): AxisMode =>
  modes.find((mode) => params.getAll(mode).includes(metric)) ?? 'usual'

/** The query with another axis for one metric; "" where nothing is left of it. */
export function withAxisMode(params: Params, metric: string, chosen: AxisMode): string {
  const next = new URLSearchParams(params.toString())
  for (const mode of modes) {
    const others = next.getAll(mode).filter((other) => other !== metric)
    next.delete(mode)
    for (const other of others) next.append(mode, other)
  }
  if (chosen !== 'usual') next.append(chosen, metric)
  const query = next.toString()
  return query === '' ? '' : `?${query}`
}
