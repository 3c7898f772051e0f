'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import type { AxisMode } from '@/components/charts/axis/axis'
import { CrosshairProvider } from '@/components/charts/layers/crosshair'
import { jobSpans } from '@/components/charts/layers/job-spans'
import { noteSpans } from '@/components/charts/layers/note-spans'
import { useZoom } from '@/components/charts/lines/use-zoom'
import { tierText } from '@/components/charts/rows/bucket-text'
import { chartColumns } from '@/components/charts/rows/chart-columns'
import { StatusStrip } from '@/components/charts/strip/status-strip'
import { useZone } from '@/components/ui/zone'
import type { Annotation } from '@/lib/annotations/domain/annotation'
import { isCounterName, metricTitles } from '@/lib/reports/domain/metric'
import type { RangeEnds } from '@/lib/series/domain/range-params'
import { type ByMetric, receivedCharts, type SentCharts } from '@/lib/series/domain/sent-charts'
import { stepName } from '@/lib/series/domain/time-range'
import type { Usual } from '@/lib/series/domain/usual'
import { axisModeOf, type Extra, isRaw, withAxisMode, withExtra, withRaw } from './chart-params'
import { metricColors } from './metric-color'
import { MetricPanel } from './metric-panel'
import { alignPanels, panelOf } from './panel'
import type { ShownForecast } from './panel-extras'

/** The page need not be read again for an axis: only the URL changes, so that a link shows the same. */
const showQuery = (query: string): void =>
  window.history.replaceState(null, '', query || window.location.pathname)

/**
 * The status and one chart per metric over the same range, sharing a crosshair and their left and right edges. Dragging on a
 * chart selects a range in the URL.
 */
export function ChartGrid(props: {
  charts: SentCharts
  notes: readonly Annotation[]
  node?: { did: string; name: string }
  statusTitle: string
  /** The latest value of each metric, and when it was reported (epoch seconds). */
  latest: ByMetric<number>
  latestAt: number | null
  /** The whole of which a metric is a part. */
  wholes: ByMetric<number>
  latestIs: 'last' | 'now' | null
  /** What the last weeks tell of a metric, in words. */
  outlooks: ByMetric<string>
  /** The forecasts that can be drawn, and what is usual where it is shown. */
  forecasts: ByMetric<ShownForecast>
  usual: ByMetric<Usual>
  /** How long the range is, in words, and twice the range. */
  period: string
  wider: RangeEnds
}) {
  const { notes, latest, latestAt, wholes, usual, period, wider } = props
  const charts = useMemo(() => receivedCharts(props.charts), [props.charts])
  const router = useRouter()
  const params = useSearchParams()
  const zone = useZone()
  const { zoom, zoomOut } = useZoom(wider)
  const setMode = useCallback(
    (metric: string, mode: AxisMode) => showQuery(withAxisMode(params, metric, mode)),
    [params],
  )
  const setRaw = useCallback(
    (metric: string, raw: boolean) => showQuery(withRaw(params, metric, raw)),
    [params],
  )
  const setExtra = useCallback(
    (metric: string, extra: Extra, shown: boolean) =>
      router.replace(withExtra(params, extra, metric, shown) || window.location.pathname, { scroll: false }),
    [router, params],
  )
  const marks = useMemo(
    () => [...noteSpans(notes, charts.range), ...jobSpans(charts.jobs ?? [], charts.range)],
    [charts, notes],
  )
  const colors = useMemo(() => metricColors(charts.metrics), [charts])
  const panels = useMemo(() => {
    const titles = metricTitles(charts.metrics)
    const newest = (metric: string) => {
      const value = latest.get(metric)
      return value === undefined || latestAt === null ? null : { at: latestAt, value }
    }
    const found = charts.metrics.map((metric) =>
      panelOf(charts, {
        metric,
        title: titles.get(metric) ?? metric,
        zone,
        mode: axisModeOf(params, metric),
        raw: isRaw(params, metric),
        latest: newest(metric),
        period,
        usual: usual.get(metric)?.band ?? null,
        whole: wholes.get(metric) ?? null,
      }),
    )
    return alignPanels(found)
  }, [charts, latest, latestAt, wholes, usual, zone, params, period])
  return (
    <CrosshairProvider>
      <StatusStrip title={props.statusTitle} charts={charts} gutter={panels[0]?.scale.gutter ?? 0} />
      <p className="-my-1 text-xs text-ink-3 sm:text-right">
        {stepName(charts.range.step)} buckets {tierText(charts.tier)} · line: average, band: minimum to
        maximum{charts.previous && `, dots: the ${period} before`} · times in {zone}
      </p>
      <div data-wide className="@container">
        <div className={chartColumns}>
          {panels.map((panel) => (
            <MetricPanel
              key={panel.metric}
              panel={panel}
              mode={axisModeOf(params, panel.metric)}
              node={props.node}
              time={charts.range}
              jobs={marks}
              color={colors.get(panel.metric) ?? 'var(--accent)'}
              latest={latest.get(panel.metric) ?? null}
              latestIs={props.latestIs}
              outlook={props.outlooks.get(panel.metric) ?? null}
              onZoom={zoom}
              onZoomOut={zoomOut}
              onMode={setMode}
              onRaw={setRaw}
              extras={{
                forecast: props.forecasts.get(panel.metric),
                usual: isCounterName(panel.metric) ? undefined : (usual.get(panel.metric) ?? null),
                onExtra: (extra, shown) => setExtra(panel.metric, extra, shown),
              }}
            />
          ))}
        </div>
      </div>
    </CrosshairProvider>
  )
}
