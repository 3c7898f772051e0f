import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import { NotesCard } from '@/components/annotations/notes-card'
import { ChartGrid } from '@/components/charts/panel/chart-grid'
import type { ShownForecast } from '@/components/charts/panel/panel-extras'
import { NodeDiagnoses } from '@/components/node/node-diagnoses'
import { NoReportsInRange } from '@/components/node/node-no-reports'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import type { Annotation } from '@/lib/annotations/domain/annotation'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import { shortDid } from '@/lib/kernel/did/short-did'
import type { PersonViewer } from '@/lib/kernel/role'
import { wholeOf } from '@/lib/reports/domain/whole'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { zoomedOut } from '@/lib/series/domain/range-links'
import { type ChosenRange, lengthName } from '@/lib/series/domain/range-params'
import { byMetric, sentCharts } from '@/lib/series/domain/sent-charts'
import type { Usual } from '@/lib/series/domain/usual'
import { nodeDiagnoses } from '@/lib/series/queries/node-diagnoses'
import { annotate, deleteAnnotation } from './actions'

type ChartsProps = {
  viewer: PersonViewer
  node: NodeDetail
  charts: NodeCharts | null
  notes: readonly Annotation[]
  range: ChosenRange
  now: number
  /** Up to where the node has reports. */
  end: number
  /** What the last weeks tell of each metric, in words. */
  outlooks: Record<string, string>
  /** The forecasts that can be drawn. */
  forecasts: Record<string, ShownForecast>
  /** What is usual for the metrics that show it. */
  usual: Record<string, Usual>
}

/** The charts of a node once they have been read. */
export async function LateCharts({
  read,
  ...props
}: Omit<ChartsProps, 'charts'> & { read: Promise<NodeCharts | null> }) {
  return <Charts {...props} charts={await read} />
}

/** Status, charts and diagnoses of a range. */
export function Charts({ viewer, node, charts, notes, range, now, end, ...props }: ChartsProps) {
  if (!charts) notFound()
  if (!charts.status.reports.some((reports) => reports > 0))
    return (
      <NoReportsInRange
        lastReportAt={node.lastReportAt ?? node.ahead?.at ?? node.heardAt ?? ''}
        range={range}
        end={end}
      />
    )
  return (
    <>
      {charts.jobs === null && (
        <Notice tone="warning">
          Another program has locked the jobs in the database: they are not marked, and a gap during a run
          looks like silence.
        </Notice>
      )}
      {charts.moreMetrics && (
        <Notice tone="info">
          More than {charts.metrics.length} metrics have values in this range; only the first of them are
          drawn.
        </Notice>
      )}
      <ChartGrid
        charts={sentCharts(charts)}
        notes={notes}
        node={{ did: node.did, name: node.name ?? shortDid(node.did) }}
        period={lengthName(range)}
        wider={zoomedOut(range, { now, end })}
        outlooks={byMetric(props.outlooks)}
        forecasts={byMetric(props.forecasts)}
        usual={byMetric(props.usual)}
        statusTitle={range.preset ? `Status, last ${range.preset}` : 'Status in this range'}
        {...valuesOf(node.now, charts.metrics)}
        latestAt={node.lastReportAt === null ? null : Date.parse(node.lastReportAt) / 1_000}
        latestIs={node.state === 'Silent' ? 'last' : range.to < now ? 'now' : null}
      />
      {/* Read from raw reports, which is slow for long ranges, so the charts do not wait for it. */}
      <Suspense fallback={<Skeleton className="h-40 rounded-card" />}>
        <Diagnoses viewer={viewer} did={node.did} range={charts.range} />
      </Suspense>
      <NotesCard
        did={node.did}
        notes={notes}
        labels={Object.entries(node.labels).map((label) => label.join(':'))}
        annotate={annotate}
        remove={deleteAnnotation}
      />
    </>
  )
}

/** The latest value of each chart, and the whole of which it is a part; a node may report a thousand others. */
function valuesOf(now: Record<string, number>, metrics: readonly string[]) {
  const latest = new Map<string, number>()
  const wholes = new Map<string, number>()
  for (const metric of metrics) {
    const value = Object.hasOwn(now, metric) ? now[metric] : undefined
    if (value !== undefined) latest.set(metric, value)
    const whole = wholeOf(metric, now)
    if (whole) wholes.set(metric, whole.amount)
  }
  return { latest, wholes }
}

async function Diagnoses(props: { viewer: PersonViewer; did: string; range: { from: number; to: number } }) {
  return <NodeDiagnoses diagnoses={await nodeDiagnoses(props.viewer, props.did, props.range)} />
}
