import { type Grid, outlineOf, placeOf } from '@/lib/fleet/domain/map-grid'
import type { MapGroup } from '@/lib/fleet/domain/map-groups'
import type { MapNode } from '@/lib/fleet/domain/map-node'
import type { ColorOf } from './use-mark-colors'

type Pen = CanvasRenderingContext2D

/** Browsers draw nothing on a larger canvas. */
const most = { side: 16_000, area: 16_000_000 } as const

const tokens: Record<string, string> = {
  Healthy: '--healthy',
  Warning: '--warning',
  Error: '--error',
  Unreachable: '--error',
  Silent: '--ink',
}
const tokenOf = (state: string): string => (Object.hasOwn(tokens, state) && tokens[state]) || '--unknown'

/** The shapes of components/ui/status-mark.tsx, around a centre, `r` from it to the edge. */
function drawShape(pen: Pen, state: string, x: number, y: number, r: number): void {
  pen.beginPath()
  if (state === 'Healthy') pen.arc(x, y, r, 0, 2 * Math.PI)
  else if (state === 'Warning') {
    pen.moveTo(x, y - r)
    pen.lineTo(x + r * 1.08, y + r * 0.92)
    pen.lineTo(x - r * 1.08, y + r * 0.92)
  } else if (state === 'Error' || state === 'Unreachable') {
    pen.roundRect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, r * 0.2)
  } else if (state === 'Silent') {
    pen.arc(x, y, r * 0.86, 0, 2 * Math.PI)
    pen.lineWidth = r * 0.36
    pen.setLineDash([r * 0.5, r * 0.4])
    pen.stroke()
    pen.setLineDash([])
    return
  } else {
    pen.moveTo(x, y - r * 1.1)
    pen.lineTo(x + r * 1.1, y)
    pen.lineTo(x, y + r * 1.1)
    pen.lineTo(x - r * 1.1, y)
  }
  pen.closePath()
  pen.fill()
}

/** Filled by status: what is well is small and quiet, what is ill is large. */
function drawByStatus(pen: Pen, { state }: MapNode, x: number, y: number, cell: number, of: ColorOf): void {
  const well = state === 'Healthy'
  pen.fillStyle = of(tokenOf(state))
  pen.strokeStyle = pen.fillStyle
  pen.globalAlpha = well ? 0.6 : 1
  drawShape(pen, state, x + cell / 2, y + cell / 2, cell * (well ? 0.22 : 0.36))
  pen.globalAlpha = 1
}

/** Filled by a metric: the shape of an ill node lies over its fill; without a value there is only a frame. */
function drawByFill(
  pen: Pen,
  { state, step }: MapNode,
  x: number,
  y: number,
  cell: number,
  of: ColorOf,
): void {
  const inset = Math.max(1, cell * 0.07)
  const side = cell - 2 * inset
  pen.beginPath()
  pen.roundRect(x + inset, y + inset, side, side, cell * 0.14)
  if (step === null) {
    pen.strokeStyle = of(state === 'Silent' ? '--ink' : '--strong')
    pen.lineWidth = 1
    pen.setLineDash(state === 'Silent' ? [2.5, 2] : [])
    pen.stroke()
    pen.setLineDash([])
  } else {
    pen.fillStyle = of(`--fill-${step}`)
    pen.fill()
  }
  if (state === 'Healthy' || state === 'Silent') return
  const [cx, cy] = [x + cell / 2, y + cell / 2]
  pen.fillStyle = of('--surface')
  drawShape(pen, state, cx, cy, cell * 0.34)
  pen.fillStyle = of(tokenOf(state))
  drawShape(pen, state, cx, cy, cell * 0.25)
}

/** All marks of a group, and a frame around those that fell silent together. */
export function drawMarks(
  canvas: HTMLCanvasElement,
  options: { group: MapGroup; grid: Grid; filled: boolean; colorOf: ColorOf },
): void {
  const { group, grid, filled, colorOf } = options
  const [width, height] = [grid.columns * grid.cell, grid.rows * grid.cell]
  const scale = Math.min(
    window.devicePixelRatio,
    most.side / Math.max(width, height),
    Math.sqrt(most.area / (width * height)),
  )
  canvas.width = Math.ceil(width * scale)
  canvas.height = Math.ceil(height * scale)
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.scale(scale, scale)
  const draw = filled ? drawByFill : drawByStatus
  for (const [index, node] of group.nodes.entries()) {
    const { x, y } = placeOf(grid, index)
    draw(pen, node, x, y, grid.cell, colorOf)
  }
  if (group.outage) drawFrame(pen, outlineOf(grid, group.outage.from, group.outage.count), colorOf)
}

function drawFrame(pen: Pen, corners: [number, number][], colorOf: ColorOf): void {
  pen.beginPath()
  for (const [x, y] of corners) pen.lineTo(x, y)
  pen.closePath()
  pen.strokeStyle = colorOf('--ink')
  pen.lineWidth = 1.5
  pen.stroke()
}
