import { columnKind, type FleetColumn } from '@/lib/fleet/domain/fleet-columns'
import type { SortKey } from '@/lib/fleet/domain/fleet-filter'
import { metricTitle } from '@/lib/reports/domain/metric'

export type Head = { title: string; sort?: SortKey; end?: boolean; className?: string }

const words = {
  diagnosis: 'Diagnosis',
  jobs: 'Jobs',
  'last-job': 'Last job',
  reported: 'Last report',
} as const

/** The head of a chosen column. */
export function chosenHead(column: FleetColumn): Head {
  const of = columnKind(column)
  if (of.kind === 'metric') return { title: metricTitle(of.metric), sort: `metric:${of.metric}`, end: true }
  if (of.kind === 'label') return { title: of.key }
  return { title: words[of.kind], ...(of.kind === 'reported' ? { sort: 'reported', end: true } : {}) }
}
