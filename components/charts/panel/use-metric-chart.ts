import { startTransition, useEffect, useState } from 'react'
import type { MetricChart } from './metric-chart'

type Loaded = typeof MetricChart

let loaded: Loaded | null = null

/**
 * The interactive chart once it has loaded; null until then. Recharts is the largest part of the page and draws nothing
 * on the server: it loads after everything else and replaces the static charts in a transition, so that clicks in
 * between are not delayed.
 */
export function useMetricChart(): Loaded | null {
  const [chart, setChart] = useState<Loaded | null>(() => loaded)
  useEffect(() => {
    if (chart !== null) return
    void import('./metric-chart').then((module) => {
      loaded = module.MetricChart
      startTransition(() => setChart(() => module.MetricChart))
    })
  }, [chart])
  return chart
}
