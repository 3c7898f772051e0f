'use client'

import { useState } from 'react'
import type { AxisMode } from '@/components/charts/axis/axis'
import { AxisSwitch } from '@/components/charts/axis/axis-switch'
import type { JobSpan } from '@/components/charts/layers/job-spans'
import { PreviousKey } from '@/components/charts/layers/previous-line'
import { UsualKey } from '@/components/charts/layers/usual-layer'
import { DataLinks } from '@/components/charts/lines/data-links'
import { BucketTable } from '@/components/charts/rows/bucket-table'
import { extent } from '@/components/charts/rows/chart-rows'
import { GapKey } from '@/components/charts/rows/gap-key'
import { Button } from '@/components/ui/button'
import { VisibleText } from '@/components/ui/visible-text'
import { visibleData } from '@/lib/kernel/text/visible-text'
import { chartedBelow } from '@/lib/reports/domain/metric'
import { ChartSwitch } from './chart-switch'
import type { Panel } from './panel'
import { ExtraSwitches, type PanelExtras, ShownExtras } from './panel-extras'
import { LatestValue, OfWhole, PreviousAverage, RangeFigures, ReadingUnderFinger } from './panel-head'
import { PanelPng } from './panel-png'
import { StaticChart } from './static-chart'
import { useMetricChart } from './use-metric-chart'
import { usePrinting } from './use-printing'

type MetricPanelProps = {
  panel: Panel
  mode: AxisMode
  time: { from: number; to: number }
  jobs: JobSpan[]
  /** Whose data can be downloaded; undefined where charts only illustrate. */
  node?: { did: string; name: string } | undefined
  /** A CSS colour. */
  color: string
  /** The newest value in the reported unit. */
  latest: number | null
  /** The label before the latest value: "last" for a silent node, "now" beside a past range. */
  latestIs: 'last' | 'now' | null
  /** When it will be full, and whether it is as usual at this hour of the week, in words. */
  outlook: string | null
  onZoom: (from: number, to: number) => void
  onZoomOut: () => void
  onMode: (metric: string, mode: AxisMode) => void
  onRaw: (metric: string, raw: boolean) => void
  /** What else can be drawn, and what is. */
  extras: PanelExtras
}

export function MetricPanel(props: MetricPanelProps) {
  const { panel, color, time, mode } = props
  const { rows, scale, gaps, metric } = panel
  const [asTable, setAsTable] = useState(false)
  const MetricChart = useMetricChart()
  const printing = usePrinting()
  const values = extent(rows)
  return (
    <section
      aria-label={scale.title}
      data-metric={metric}
      className="flex min-w-0 flex-col rounded-card border bg-surface px-4 pt-3 pb-2"
    >
      <div className="flex items-start justify-between gap-3">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-2.5 [overflow-wrap:anywhere]">
          <h2 className="font-title">
            <VisibleText parts={visibleData(scale.title)} />
          </h2>
          {metric !== scale.title && (
            <span className="font-mono text-xs text-ink-3">
              <VisibleText parts={visibleData(metric)} />
            </span>
          )}
        </div>
        <div className="-my-1 flex shrink-0 items-center gap-2">
          <LatestValue panel={panel} value={props.latest} is={props.latestIs} color={color} />
          <Button
            variant="ghost"
            size="sm"
            className="print:hidden"
            aria-pressed={asTable}
            aria-label={`Show ${scale.title} as a table`}
            title={asTable ? 'Show as chart' : 'Show as table'}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? 'Chart' : 'Table'}
          </Button>
        </div>
      </div>
      <div className="mb-1 flex min-h-4 flex-wrap justify-between gap-x-3 text-xs text-ink-3">
        <RangeFigures panel={panel} />
        <ReadingUnderFinger panel={panel} />
        <OfWhole panel={panel} value={props.latest} />
        <PreviousAverage panel={panel} />
        {props.outlook !== null && (
          <p data-outlook className="w-full font-medium text-ink-2">
            {props.outlook}
          </p>
        )}
      </div>
      {/* At the bottom, so that charts beside one another share their heights whatever stands above. */}
      <div className="relative mt-auto">
        {asTable ? (
          <BucketTable panel={panel} />
        ) : MetricChart === null || printing ? (
          <StaticChart panel={panel} color={color} time={time} />
        ) : (
          <MetricChart
            panel={panel}
            color={color}
            time={time}
            jobs={props.jobs}
            onZoom={props.onZoom}
            onZoomOut={props.onZoomOut}
          />
        )}
        {!values && !asTable && (
          <p className="pointer-events-none absolute inset-x-12 top-9 text-center text-xs text-ink-2">
            <span className="rounded-[3px] bg-surface px-1.5 py-0.5">{noValuesText(props.latest)}</span>
          </p>
        )}
      </div>
      <div className="flex min-h-6 flex-wrap items-center gap-x-3 gap-y-0.5 text-2xs text-ink-3">
        <GapKey gaps={gaps} />
        <PreviousKey previous={panel.previous} />
        <UsualKey usual={panel.usual} />
        <div className="ml-auto flex items-center print:hidden">
          {props.node !== undefined && values && (
            <>
              <DataLinks
                small={scale.title}
                nodes={[props.node.did]}
                metrics={[metric]}
                {...time}
                zone={scale.zone}
                previous={panel.previous !== null}
              />
              <PanelPng panel={panel} name={props.node.name} color={color} time={time} />
            </>
          )}
          <ExtraSwitches title={scale.title} extras={props.extras} />
          {panel.rate !== null && (
            <ChartSwitch
              name="Raw"
              title={`Show the counter itself: ${scale.title}`}
              pressed={!panel.rate}
              onPress={() => props.onRaw(metric, panel.rate === true)}
            />
          )}
          {values && !asTable && (
            <AxisSwitch
              title={scale.title}
              mode={mode}
              canLog={values.min > 0}
              onMode={(next) => props.onMode(metric, next)}
            />
          )}
        </div>
      </div>
      <ShownExtras panel={panel} mode={mode} color={color} extras={props.extras} />
    </section>
  )
}

const noValuesText = (latest: number | null): string =>
  latest !== null && Math.abs(latest) >= chartedBelow
    ? 'values beyond ±10²⁹⁰ are not charted'
    : 'no values in this range'
