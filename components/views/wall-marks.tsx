'use client'

import { useLayoutEffect, useMemo, useRef } from 'react'
import { useSize } from '@/components/charts/use-size'
import { drawMarks } from '@/components/map/draw-marks'
import { cellSizes, gridOf } from '@/lib/fleet/domain/map-grid'
import type { MapGroup } from '@/lib/fleet/domain/map-groups'

/** A mark as it is sent: its state, and the step of its fill. */
type Mark = readonly [state: string, step: number | null]

/** The largest marks with which the map is about as high as the screen. */
const cellFor = (count: number): number => cellSizes[count > 800 ? 0 : count > 250 ? 1 : count > 60 ? 2 : 3]

/** The marks of one group, without anything to point at. */
export function WallMarks(props: {
  marks: readonly Mark[]
  outage: { from: number; count: number } | null
  filled: boolean
  label: string
}) {
  const { marks, outage, filled, label } = props
  const { ref, width } = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const grid = useMemo(() => gridOf(marks.length, width, cellFor(marks.length)), [marks.length, width])
  useLayoutEffect(() => {
    const shown = canvas.current
    if (!shown || width === 0) return
    // The wall has a theme of its own.
    const style = getComputedStyle(shown)
    const nodes = marks.map(([state, step], place) => ({
      ...{ did: String(place), name: null, state, place, group: null, step, since: null, code: null },
    }))
    const group: MapGroup = {
      ...{ key: 'wall', value: null, nodes },
      outage: outage && { ...outage, since: '', whole: false },
    }
    drawMarks(shown, { group, grid, filled, colorOf: (token) => style.getPropertyValue(token) })
  }, [marks, outage, filled, grid, width])
  return (
    <div ref={ref} role="img" aria-label={label}>
      <canvas
        ref={canvas}
        data-marks={marks.length}
        style={{ width: grid.columns * grid.cell, height: grid.rows * grid.cell }}
      />
    </div>
  )
}
