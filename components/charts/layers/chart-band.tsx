import { memo } from 'react'
import { type Plot, placeIn } from '@/components/charts/panel/plot'
import { bandPath } from '@/components/charts/rows/chart-paths'
import type { ChartRow } from '@/components/charts/rows/chart-rows'

/** How the band from minimum to maximum looks: pale, with an edge, so that a narrow peak is seen. */
export const bandLook = { fillOpacity: 0.18, strokeOpacity: 0.55, strokeWidth: 0.75 } as const

export const ChartBand = memo(function ChartBand(props: { plot: Plot; rows: ChartRow[]; color: string }) {
  return (
    <svg aria-hidden="true" className="absolute inset-0 h-full w-full overflow-visible">
      <path
        data-band
        d={bandPath(props.rows, placeIn(props.plot))}
        fill={props.color}
        stroke={props.color}
        {...bandLook}
      />
    </svg>
  )
})
