import { formatMetric } from '@/lib/reports/domain/display'

/** The latest value with its unit; a dash where there is none. */
export function MetricValue({ metric, value }: { metric: string; value: number | null }) {
  if (value === null) return <span className="text-ink-3">–</span>
  const { text, unit } = formatMetric(metric, value)
  return (
    <>
      {text}
      {unit === '' || unit === '%' ? unit : `\u00a0${unit}`}
    </>
  )
}
