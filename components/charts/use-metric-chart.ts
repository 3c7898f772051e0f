import { startTransition, useEffect, useState } from 'react'
import type { MetricChart } from './metric-chart'

type Loaded = typeof MetricChart

let loaded: Loaded | null = null

/**
 * The chart that answers the pointer, once its file has come; null until then. Recharts is the largest part of the
 * page and draws nothing on the server: it comes after everything else, and takes the place of the still charts in a
 * transition, so that clicks in between are not held up.
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
