'use client'

import type { KeyboardEvent, PointerEvent } from 'react'
import type { Panel } from '@/components/charts/panel/panel'
import { bucketAt, type Plot, zoomRange } from '@/components/charts/panel/plot'
import { bucketSentence, chartSummary, previousText } from '@/components/charts/rows/bucket-text'
import { bucketIndexAt } from '@/components/charts/rows/chart-rows'
import { usualText } from '@/components/charts/rows/usual-text'
import { type Crosshair, useCrosshair, useCrosshairStore } from './crosshair'

type PointerProps = {
  id: string
  plot: Plot
  panel: Panel
  onZoom: ((from: number, to: number) => void) | null
  onZoomOut: (() => void) | null
}

const moves: Record<string, (index: number, last: number) => number> = {
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  ArrowDown: (index) => index - 1,
  ArrowUp: (index) => index + 1,
  PageDown: (index) => index - 10,
  PageUp: (index) => index + 10,
  Home: () => 0,
  End: (_, last) => last,
}

/**
 * Covers a chart and moves the crosshair: with the mouse, by touch, and with the keyboard as a slider over the buckets.
 * Dragging zooms, as does Shift with the arrow keys and then Enter; a double click zooms out, as does the minus key.
 */
export function ChartPointer({ id, plot, panel, onZoom, onZoomOut }: PointerProps) {
  const { rows, scale, gaps, previous, usual } = panel
  const store = useCrosshairStore()
  const crosshair = useCrosshair()
  const last = rows.length - 1
  const index = crosshair.at === null ? last : bucketIndexAt(rows, crosshair.at)
  const shown = rows[index]

  const then = previous && previousText(previous, index, scale)
  const known = usual && shown ? usualText(usual, shown, scale) : null
  const beside = `${then ? `; ${then.name}: ${then.value}` : ''}${known ? `; ${known}` : ''}`

  const place = (next: number, anchor: number | null) => {
    const row = rows[Math.max(0, Math.min(last, next))]
    if (row) store.set({ at: row.from, source: id, anchor })
  }
  const leave = () => store.set({ at: null, source: null, anchor: null })
  const zoom = ({ at, anchor }: Crosshair) => {
    if (at === null || anchor === null) return
    const one = bucketIndexAt(rows, anchor)
    const other = bucketIndexAt(rows, at)
    const range = one === other ? null : zoomRange(rows, one, other)
    if (range && onZoom) onZoom(range.from, range.to)
  }

  const under = (event: PointerEvent<HTMLElement>): number | null =>
    bucketAt(plot, rows, event.clientX - event.currentTarget.getBoundingClientRect().left)
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const bucket = under(event)
    if (bucket !== null) place(bucket, store.get().anchor)
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const bucket = under(event)
    if (bucket === null) return
    // A dragging finger only moves the crosshair; a mouse or a pen selects a range.
    const selects = event.pointerType !== 'touch' && event.button === 0 && onZoom !== null
    if (selects) event.currentTarget.setPointerCapture(event.pointerId)
    place(bucket, selects ? (rows[bucket]?.from ?? null) : null)
  }
  const onPointerUp = () => {
    const current = store.get()
    store.set({ ...current, anchor: null })
    if (current.anchor !== null) zoom(current)
  }
  // When a finger is lifted the tooltip stays, so that it can be read.
  const onPointerLeave = (event: PointerEvent<HTMLElement>) => {
    if (event.pointerType !== 'touch') leave()
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const current = store.get()
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined
    if (move) {
      event.preventDefault()
      const anchor = event.shiftKey ? (current.anchor ?? shown?.from ?? null) : null
      // The first key only shows the current position; the next ones move it.
      place(current.at === null && !event.key.match(/Home|End/) ? index : move(index, last), anchor)
    } else if (event.key === 'Escape') leave()
    else if (event.key === '-') onZoomOut?.()
    else if (event.key === 'Enter' && current.anchor !== null) {
      store.set({ ...current, anchor: null })
      zoom(current)
    }
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={chartSummary(rows, scale, gaps)}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={Math.max(0, index)}
      aria-valuetext={shown ? bucketSentence(shown, scale) + beside : 'no buckets'}
      className="absolute inset-0 cursor-crosshair touch-pan-y rounded-control"
      onPointerMove={onPointerMove}
      onPointerDown={onPointerDown}
      onPointerUp={onPointerUp}
      onPointerCancel={leave}
      onPointerLeave={onPointerLeave}
      onDoubleClick={() => onZoomOut?.()}
      onKeyDown={onKeyDown}
      onBlur={leave}
    />
  )
}
