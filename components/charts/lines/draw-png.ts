import { tickTexts } from '@/components/charts/axis/axis-text'
import { clockText, dayText, timeTicks } from '@/components/charts/axis/time-axis'
import { usualPath } from '@/components/charts/layers/usual-layer'
import type { Scale } from '@/components/charts/rows/bucket-text'
import type { ChartLine } from '@/components/charts/rows/chart-line'
import { bandPath, linePath, type Place, partialPath } from '@/components/charts/rows/chart-paths'
import { missingLooks } from '@/components/charts/rows/gap-styles'
import type { UsualBand } from '@/lib/series/domain/baseline'
import { stepName } from '@/lib/series/domain/time-range'
import { type DrawnLine, yIn } from './drawn-line'
import { labelsOf } from './line-labels'

export type Picture = {
  title: string
  lines: readonly DrawnLine[]
  median: ChartLine | null
  scales: readonly [Scale] | readonly [Scale, Scale]
  time: { from: number; to: number }
  /** What is usual by the hour of the week, behind the lines. */
  usual?: UsualBand | null
  /** What dots mean: "7 d before"; null where there are none. */
  before: string | null
}

const [width, top, labels, bottom, margin] = [1_200, 74, 250, 44, 20]
const labelHeight = 15
const leastHeight = 320

/** The value of a CSS colour such as `var(--ink)`, which a canvas does not know. */
function colorOf(color: string): string {
  const [, name] = /^var\((--[\w-]+)\)$/.exec(color) ?? []
  return name ? getComputedStyle(document.documentElement).getPropertyValue(name).trim() : color
}

const momentText = (at: number, zone: string): string => `${dayText(at, zone, true)} ${clockText(at, zone)}`

function subtitleOf({ scales: [scale], time, before, median, usual }: Picture): string {
  const range = `${momentText(time.from, scale.zone)} to ${momentText(time.to, scale.zone)} (${scale.zone})`
  const notes = [
    `${stepName(scale.step)} buckets`,
    median && 'dashed: the median',
    before && `dots: the ${before}`,
    usual && 'grey: usual at this hour of the week',
  ]
  return [range, ...notes.filter(Boolean)].join(' · ')
}

/** The chart as a picture that stands alone: with its title, range, zone, axes, gaps and the name of each line. */
export function drawPng(picture: Picture): Promise<Blob | null> {
  const { lines, scales, time } = picture
  const [left, right] = scales
  const height = Math.max(leastHeight, lines.length * labelHeight)
  const canvas = document.createElement('canvas')
  canvas.width = 2 * width
  canvas.height = 2 * (top + height + bottom)
  const pen = canvas.getContext('2d')
  if (!pen) return Promise.resolve(null)
  const box = {
    left: margin + left.gutter,
    right: width - margin - labels - (right?.gutter ?? 0),
    height,
  }
  pen.scale(2, 2)
  pen.fillStyle = colorOf('var(--surface)')
  pen.fillRect(0, 0, width, top + height + bottom)
  write(pen, picture.title, margin, 30, { size: 18, weight: 600, color: 'var(--ink)' })
  write(pen, subtitleOf(picture), margin, 52, { size: 12, color: 'var(--ink-2)' })
  pen.translate(0, top)
  drawAxes(pen, picture, box)
  if (picture.usual) fillUsual(pen, picture.usual, { box, time, scale: left })
  const draw = (line: DrawnLine): void =>
    drawLine(pen, line, placeIn(box, time, line.scale), lines.length === 1)
  lines.filter(({ color }) => color === null).forEach(draw)
  if (picture.median) {
    pen.setLineDash([6, 4])
    stroke(pen, linePath(picture.median, placeIn(box, time, left)), 'var(--ink-2)', 1.5)
    pen.setLineDash([])
  }
  // As on the page, the highest lies above all others.
  lines
    .filter(({ color }) => color !== null)
    .toReversed()
    .forEach(draw)
  const at = box.right + (right?.gutter ?? 0) + 12
  for (const { line, place, value } of labelsOf(lines, time, { height, labelHeight })) {
    const look = { size: 11.5, weight: line.color ? 600 : 400, color: line.color ?? 'var(--ink-2)' }
    write(pen, line.name, at, place + 4, { ...look, most: labels - 90 })
    write(pen, value, width - margin, place + 4, { ...look, align: 'right' })
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

type Box = { left: number; right: number; height: number }
type Look = { size: number; weight?: number; color: string; align?: CanvasTextAlign; most?: number }
type Pen = CanvasRenderingContext2D

function write(pen: Pen, text: string, x: number, y: number, look: Look): void {
  pen.font = `${look.weight ?? 400} ${look.size}px ${getComputedStyle(document.body).fontFamily}`
  pen.textAlign = look.align ?? 'left'
  pen.fillStyle = colorOf(look.color)
  pen.fillText(text, x, y, look.most)
}

const placeIn = ({ left, right, height }: Box, { from, to }: Picture['time'], scale: Scale): Place => ({
  x: (at) => left + ((at - from) / (to - from)) * (right - left),
  y: (value) => yIn(height, value, scale),
})

function stroke(pen: Pen, path: string, color: string, lineWidth: number): void {
  pen.strokeStyle = colorOf(color)
  pen.lineWidth = lineWidth
  pen.lineJoin = 'round'
  pen.stroke(new Path2D(path))
}

/** It goes by whole hours, and the range need not. */
function fillUsual(
  pen: Pen,
  usual: UsualBand,
  { box, time, scale }: { box: Box; time: Picture['time']; scale: Scale },
): void {
  pen.save()
  pen.beginPath()
  pen.rect(box.left, 0, box.right - box.left, box.height)
  pen.clip()
  pen.globalAlpha = 0.5
  pen.fillStyle = colorOf('var(--hatch)')
  pen.fill(new Path2D(usualPath(usual, placeIn(box, time, scale), scale.axis)))
  pen.restore()
}

function drawAxes(pen: Pen, { scales, time }: Picture, box: Box): void {
  const [first, second] = scales
  for (const scale of [first, second]) {
    if (!scale) continue
    const isLeft = scale === first
    const place = placeIn(box, time, scale)
    tickTexts(scale.axis, scale.unit).forEach((text, index) => {
      const y = place.y(scale.axis.ticks[index] ?? 0)
      if (isLeft) stroke(pen, `M${box.left} ${y}H${box.right}`, 'var(--hair)', 1)
      write(pen, text, isLeft ? box.left - 8 : box.right + 8, y + 4, {
        ...{ size: 11, color: 'var(--ink-3)', align: isLeft ? 'right' : 'left' },
      })
    })
  }
  stroke(pen, `M${box.left} ${box.height}H${box.right}`, 'var(--strong)', 1)
  const place = placeIn(box, time, first)
  for (const { at, label, date } of timeTicks(time.from, time.to, 10, first.zone)) {
    write(pen, label, place.x(at), box.height + 17, { size: 11, color: 'var(--ink-3)', align: 'center' })
    if (date)
      write(pen, date, place.x(at), box.height + 32, { size: 11, color: 'var(--ink-2)', align: 'center' })
  }
}

/** A chart of one line has its band and its gaps with their reasons. */
function drawLine(pen: Pen, line: DrawnLine, place: Place, alone: boolean): void {
  const color = line.color ?? 'var(--ink-3)'
  if (alone) {
    for (const gap of line.gaps) {
      const [from, to] = [place.x(gap.from), place.x(gap.to)]
      pen.fillStyle = colorOf('var(--sunken)')
      pen.fillRect(from, 0, Math.max(2, to - from), place.y(line.scale.axis.domain[0]))
      const { name, width: needed } = missingLooks[gap.reason]
      if (to - from > needed + 12)
        write(pen, name, (from + to) / 2, 14, { size: 11, color: 'var(--ink-2)', align: 'center' })
    }
    pen.globalAlpha = 0.2
    pen.fillStyle = colorOf(color)
    pen.fill(new Path2D(bandPath(line.rows, place)))
  }
  pen.globalAlpha = line.color ? 1 : 0.6
  if (line.before && line.color) {
    pen.setLineDash([1, 3])
    stroke(pen, linePath(line.before, place), 'var(--ink-3)', 1.2)
  }
  pen.setLineDash([3, 3])
  stroke(pen, partialPath(line.line, place), color, 1.6)
  pen.setLineDash([])
  stroke(pen, linePath(line.line, place), color, line.color ? 1.8 : 1)
  const { dots, latest } = line.line
  pen.fillStyle = colorOf(color)
  for (const { x, value } of latest ? [...dots, { x: latest.at, value: latest.value }] : dots) {
    pen.beginPath()
    pen.arc(place.x(x), place.y(value), 2.8, 0, 2 * Math.PI)
    pen.fill()
  }
  pen.globalAlpha = 1
}
