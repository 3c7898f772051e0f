'use client'

import { useMemo, useState } from 'react'
import type { Picture } from '@/components/charts/lines/draw-png'
import type { DrawnLine } from '@/components/charts/lines/drawn-line'
import { metricColors } from '@/components/charts/panel/metric-color'
import type { RangeEnds } from '@/lib/series/domain/range-params'
import type { Compared } from './compared'
import { drawnLines } from './drawn-lines'
import { LinesCard } from './lines-card'

/** Each metric is a line, in its colour and with its name. */
function metricLines(metrics: readonly Compared[], previous: boolean): DrawnLine[] {
  const colors = metricColors(metrics.map(({ scale }) => scale.metric))
  return metrics.flatMap((compared) => {
    const { metric, title } = compared.scale
    return drawnLines(compared, previous).map((line) => ({
      ...line,
      id: metric,
      name: title,
      color: colors.get(metric) ?? null,
    }))
  })
}

/** Several metrics of a node on one panel, with an axis for each of two units. */
export function OverlayView(props: {
  metrics: Compared[]
  name: string
  /** What the period before is called; null where it is not drawn. */
  before: string | null
  wider: RangeEnds
}) {
  const { metrics, name, before } = props
  const [emphasised, emphasise] = useState<string | null>(null)
  const picture = useMemo((): Picture | null => {
    const [first] = metrics
    if (!first) return null
    const { scale, edges, to } = first
    const second = metrics.find((one) => one.scale.unit !== scale.unit)?.scale
    return {
      title: name,
      lines: metricLines(metrics, before !== null),
      median: null,
      scales: second ? [scale, second] : [scale],
      time: { from: edges[0] ?? 0, to },
      before,
    }
  }, [metrics, name, before])
  if (!picture) return null
  const { lines } = picture
  const [left, right] = picture.scales
  return (
    <LinesCard
      picture={picture}
      label={`Metrics of ${name}`}
      chartLabel={`${lines.map((line) => line.name).join(', ')} of ${name}`}
      heading={<bdi>{name}</bdi>}
      notes={
        right
          ? ` · ${left.unit || 'without a unit'} on the left, ${right.unit || 'without a unit'} on the right`
          : ''
      }
      data={{
        nodes: metrics[0]?.lines.map(({ did }) => did) ?? [],
        metrics: metrics.map(({ scale }) => scale.metric),
        previous: before !== null,
      }}
      wider={props.wider}
      emphasised={emphasised}
      onEmphasise={emphasise}
    />
  )
}
