import { PngButton } from '@/components/charts/lines/png-button'
import type { Panel } from './panel'

/** A chart of a node as a picture. */
export function PanelPng(props: { panel: Panel; color: string; time: { from: number; to: number } }) {
  const { panel, color, time } = props
  const { scale, rows, gaps, line, previous } = panel
  return (
    <PngButton
      small
      name={scale.title}
      picture={() => ({
        title: scale.title,
        lines: [
          {
            id: panel.metric,
            name: scale.title,
            color,
            scale,
            rows,
            gaps,
            line,
            before: previous?.line ?? null,
          },
        ],
        median: null,
        scales: [scale],
        time: { from: time.from, to: time.to },
        before: previous?.name ?? null,
      })}
    />
  )
}
