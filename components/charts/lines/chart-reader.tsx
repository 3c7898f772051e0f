import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { spanText } from '@/components/charts/axis/time-axis'
import { type DrawnLine, yIn } from './drawn-line'
import { LineTooltip, readingOf } from './line-tooltip'

type ReaderProps = {
  label: string
  lines: readonly DrawnLine[]
  time: { from: number; to: number }
  height: number
  emphasised: string | null
  onEmphasise: (id: string | null) => void
  onZoom: (from: number, to: number) => void
  onZoomOut: () => void
}

/** How near to a line one points at it. */
const reach = 14

/** The line nearest to a place in a bucket, if one is near. */
function lineNear(lines: readonly DrawnLine[], bucket: number, y: number, height: number): string | null {
  const near = lines.flatMap(({ id, rows, scale }) => {
    const value = rows[bucket]?.avg ?? null
    return value === null ? [] : { id, distance: Math.abs(yIn(height, value, scale) - y) }
  })
  const [nearest] = near.sort((a, b) => a.distance - b.distance)
  return nearest && nearest.distance <= reach ? nearest.id : null
}

/**
 * Reads the chart bucket by bucket: with the pointer, and with the keyboard as a slider, where up and down choose the line.
 * Dragging zooms in, a double click or the minus key zooms out.
 */
export function ChartReader(props: ReaderProps) {
  const { lines, time, height, emphasised, onEmphasise } = props
  const [at, setAt] = useState<number | null>(null)
  const [anchor, setAnchor] = useState<number | null>(null)
  const rows = lines[0]?.rows ?? []
  const last = rows.length - 1
  const bucket = Math.min(last, at ?? last)
  const row = rows[bucket]
  const share = row ? (row.x - time.from) / (time.to - time.from) : 0
  const leave = () => {
    setAt(null)
    setAnchor(null)
    onEmphasise(null)
  }
  const zoom = (one: number, other: number) => {
    const [from, to] = [rows[Math.min(one, other)]?.from, rows[Math.max(one, other)]?.to]
    if (one !== other && from !== undefined && to !== undefined) props.onZoom(from, to)
  }

  const under = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const moment = time.from + ((event.clientX - box.left) / box.width) * (time.to - time.from)
    const found = rows.findIndex(({ to }) => moment < to)
    return { bucket: found === -1 ? last : found, y: event.clientY - box.top }
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const place = under(event)
    setAt(place.bucket)
    onEmphasise(lineNear(lines, place.bucket, place.y, height))
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    // A dragging finger only reads; a mouse or a pen selects a range.
    if (event.pointerType === 'touch' || event.button !== 0) return onPointerMove(event)
    event.currentTarget.setPointerCapture(event.pointerId)
    setAnchor(under(event).bucket)
  }
  const onPointerUp = () => {
    if (anchor !== null && at !== null) zoom(anchor, at)
    setAnchor(null)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 }
    const turns: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const [step, turn] = [steps[event.key], turns[event.key]]
    if (step !== undefined) {
      // The first key only shows the current position; the next ones move it.
      const next = at === null ? bucket : Math.max(0, Math.min(last, bucket + step))
      if (event.shiftKey) setAnchor(anchor ?? bucket)
      else setAnchor(null)
      setAt(next)
    } else if (turn !== undefined) {
      const place = lines.findIndex(({ id }) => id === emphasised)
      const next = place === -1 ? (turn > 0 ? 0 : lines.length - 1) : place + turn
      setAt(bucket)
      onEmphasise(lines[Math.max(0, Math.min(lines.length - 1, next))]?.id ?? null)
    } else if (event.key === 'Home' || event.key === 'End') setAt(event.key === 'Home' ? 0 : last)
    else if (event.key === 'Escape') leave()
    else if (event.key === '-') props.onZoomOut()
    else if (event.key === 'Enter' && anchor !== null) onPointerUp()
    else return
    event.preventDefault()
  }

  return (
    <>
      {at !== null && row && (
        <Crosshair lines={lines} bucket={bucket} share={share} anchor={anchor} time={time} height={height} />
      )}
      <div
        role="slider"
        tabIndex={0}
        aria-label={props.label}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={Math.max(0, bucket)}
        aria-valuetext={row ? sentenceOf(lines, bucket, emphasised) : 'no buckets'}
        className="absolute inset-0 cursor-crosshair touch-pan-y rounded-control"
        onPointerMove={onPointerMove}
        onPointerDown={onPointerDown}
        onPointerUp={onPointerUp}
        onPointerLeave={(event) => event.pointerType !== 'touch' && leave()}
        onPointerCancel={leave}
        onDoubleClick={props.onZoomOut}
        onKeyDown={onKeyDown}
        onBlur={leave}
      />
      {at !== null && <LineTooltip lines={lines} bucket={bucket} share={share} emphasised={emphasised} />}
    </>
  )
}

/** The bucket in words: the chosen line with its extremes, else the lines in colour. */
function sentenceOf(lines: readonly DrawnLine[], bucket: number, emphasised: string | null): string {
  const [first] = lines
  const row = first?.rows[bucket]
  if (!first || !row) return 'no values'
  const chosen = lines.filter(({ id }) => id === emphasised)
  const told = (chosen.length > 0 ? chosen : lines.filter(({ color }) => color !== null)).map((line) => {
    const { value, band } = readingOf(line, bucket)
    return `${line.name} ${value}${chosen.length > 0 && band ? `, from ${band}` : ''}`
  })
  return `${spanText(row.from, row.to, first.scale.zone)}: ${told.join('; ')}`
}

function Crosshair(props: {
  lines: readonly DrawnLine[]
  bucket: number
  share: number
  anchor: number | null
  time: { from: number; to: number }
  height: number
}) {
  const { lines, bucket, share, anchor, time, height } = props
  const rows = lines[0]?.rows ?? []
  const across = (at: number): number => ((at - time.from) / (time.to - time.from)) * 100
  const begin = anchor === null ? undefined : rows[Math.min(anchor, bucket)]
  const close = anchor === null ? undefined : rows[Math.max(anchor, bucket)]
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0">
      {begin && close && (
        <div
          className="absolute inset-y-0 bg-accent/15"
          style={{ left: `${across(begin.from)}%`, width: `${across(close.to) - across(begin.from)}%` }}
        />
      )}
      <div className="absolute inset-y-0 w-px bg-ink-3" style={{ left: `${share * 100}%` }} />
      {lines.map(({ id, color, rows: own, scale }) => {
        const value = own[bucket]?.avg ?? null
        return (
          value !== null && (
            <span
              key={id}
              className="absolute size-1.5 -translate-1/2 rounded-full border border-surface"
              style={{
                left: `${share * 100}%`,
                top: yIn(height, value, scale),
                background: color ?? 'var(--ink-3)',
              }}
            />
          )
        )
      })}
    </div>
  )
}
