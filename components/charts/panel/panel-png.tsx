import { PngButton } from '@/components/charts/lines/png-button'
import type { Panel } from './panel'

/** A chart of a node as a picture. */
export function PanelPng(props: {
  panel: Panel
  /** Of the node. */
  name: string
  color: string
  time: { from: number; to: number }
}) {
  const { panel, name, color, time } = props
  const { scale, rows, gaps, line, previous } = panel
  return (
    <PngButton
      small
      name={scale.title}
      picture={() => ({
        title: `${scale.title} of ${name}`,
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
        usual: panel.usual,
        before: previous?.name ?? null,
      })}
    />
  )
}
