import { metricColors } from '@/components/charts/panel/metric-color'
import { metricTitles } from '@/lib/reports/domain/metric'
import type { StoredEvidence } from '@/lib/verdicts/domain/evidence'
import { figureCells, figureText } from '@/lib/verdicts/domain/figure-text'
import type { Figure } from '@/lib/verdicts/domain/figures'
import type { RunCharts as Charts } from '@/lib/verdicts/domain/run-charts'
import { RunChart } from './run-chart'
import { runPanel } from './run-panel'

/** The large chart and so many small ones. */
export const chartedFigures = 4

const readings = {
  as_usual: ' · as usual',
  higher: ' · higher than usual',
  lower: ' · lower than usual',
} as const

function changeText(figure: Figure, large: boolean): string {
  const { change, spread } = figureCells(figure)
  if (large) return `${change}${spread === null ? '' : ` · usual spread ${spread}`}`
  return `${figureText(figure)}${figure.reads === null ? '' : readings[figure.reads]}`
}

/** The metric that the diagnosis names, large, and others that show whether anything else moved. */
export async function RunCharts({
  evidence,
  charts,
}: {
  evidence: StoredEvidence
  charts: Promise<Charts | null>
}) {
  const found = await charts
  if (!found) return null
  const figures = evidence.figures.slice(0, chartedFigures)
  const metrics = figures.map(({ metric }) => metric)
  const [titles, colors] = [metricTitles(metrics), metricColors(metrics)]
  const drawn = figures.flatMap((figure, index) => {
    const large = index === 0
    const panel = runPanel(found, figure.metric, large)
    if (!panel) return []
    const title = titles.get(figure.metric) ?? figure.metric
    const color = colors.get(figure.metric) ?? 'var(--accent)'
    return (
      <RunChart
        key={figure.metric}
        {...{ panel, title, color, large }}
        run={evidence.run}
        change={changeText(figure, large)}
      />
    )
  })
  const [first, ...others] = drawn
  return (
    <div className="border-t px-4 py-3">
      {first}
      {others.length > 0 && (
        <div className="mt-3 grid gap-x-6 gap-y-4 border-t pt-3 sm:grid-cols-2 xl:grid-cols-3">{others}</div>
      )}
    </div>
  )
}
