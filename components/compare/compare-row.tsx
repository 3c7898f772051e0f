import clsx from 'clsx'
import { X } from 'lucide-react'
import { memo } from 'react'
import type { Scale } from '@/components/charts/rows/bucket-text'
import { Link } from '@/components/ui/link'
import { StatusMark } from '@/components/ui/status-mark'
import type { NodeState } from '@/lib/fleet/domain/node-state'
import { nodePath } from '@/lib/kernel/did/did-param'
import { shortDid } from '@/lib/kernel/did/short-did'
import type { Figures } from './compared'
import { differenceText, figureText, trendText } from './figure-text'
import { RangeBar } from './range-bar'

export type TableRow = {
  did: string
  name: string
  state: NodeState
  /** Its place by average, from 1; null without a value. */
  rank: number | null
  figures: Figures | null
  /** Why there are no figures. */
  missing: string
  /** The page without this node. */
  without: string
}

export const cell = 'px-2 py-1.5'
export const figure = `${cell} text-right whitespace-nowrap`

/** A node with its figures, or why it has none. */
export const CompareRow = memo(function NodeRow(props: {
  row: TableRow
  scale: Scale
  /** The range is one of which a trend can be told. */
  hasTrend: boolean
  color: string | null
  on: boolean
  onEmphasise: (did: string | null) => void
}) {
  const { row, scale, hasTrend, color, on, onEmphasise } = props
  const { figures } = row
  return (
    <tr
      data-node={row.did}
      data-on={on || undefined}
      onPointerEnter={() => onEmphasise(row.did)}
      onPointerLeave={() => onEmphasise(null)}
      onFocus={() => onEmphasise(row.did)}
      onBlur={() => onEmphasise(null)}
      className={clsx(
        'border-t max-md:grid max-md:grid-cols-[1.75rem_1fr_auto_auto] max-md:items-center',
        on && 'bg-sunken',
      )}
    >
      <td className={`${figure} text-ink-3`}>{row.rank ?? ''}</td>
      <th scope="row" className={`${cell} min-w-0 text-left font-normal`}>
        <div className="flex min-w-0 items-center gap-2">
          <span
            aria-hidden="true"
            className="h-0.5 w-3.5 shrink-0 rounded-full"
            style={{ background: figures ? (color ?? 'var(--ink-3)') : 'transparent' }}
          />
          <Link
            href={nodePath(row.did)}
            title={row.did}
            className="min-w-0 truncate font-title hover:underline"
            style={{ color: color ?? undefined }}
          >
            <bdi>{row.name}</bdi>
          </Link>
          {row.name !== shortDid(row.did) && (
            <bdi className="font-mono text-xs text-ink-3 max-xl:hidden">{shortDid(row.did)}</bdi>
          )}
        </div>
      </th>
      <td className={`${cell} text-xs`}>
        <StatusMark state={row.state} />
      </td>
      {figures ? (
        <FigureCells figures={figures} scale={scale} hasTrend={hasTrend} color={color} />
      ) : (
        <td colSpan={7} className={`${cell} text-ink-2 max-md:col-span-3 max-md:col-start-2`}>
          {row.missing}
        </td>
      )}
      <td className="print:hidden px-1 text-right max-md:col-start-4 max-md:row-start-1">
        <Link
          href={row.without}
          scroll={false}
          aria-label={`Remove ${row.name}`}
          className="touch-area relative inline-flex size-6 items-center justify-center rounded-control text-ink-3 hover:bg-sunken hover:text-ink"
        >
          <X className="size-3.5" aria-hidden="true" />
        </Link>
      </td>
    </tr>
  )
})

function FigureCells(props: { figures: Figures; scale: Scale; hasTrend: boolean; color: string | null }) {
  const { figures, scale, hasTrend, color } = props
  const { min, avg, max, now, before, trend } = figures
  const text = (value: number) => figureText(value, scale)
  return (
    <>
      <td className={`${cell} max-md:hidden`}>
        <RangeBar figures={figures} axis={scale.axis} color={color} />
      </td>
      <td className={`${figure} max-md:hidden`} title={text(min).exact}>
        {text(min).shown}
      </td>
      <td className={`${figure} font-semibold max-md:col-start-2 max-md:text-left`} title={text(avg).exact}>
        <span className="font-normal text-ink-3 md:hidden">avg </span>
        {text(avg).shown}
        <span className="font-normal text-ink-3 md:hidden">
          {' '}
          · {text(min).shown}–{text(max).shown} {scale.unit}
        </span>
      </td>
      <td className={`${figure} max-md:hidden`} title={text(max).exact}>
        {text(max).shown}
      </td>
      <td className={figure} title={now === null ? undefined : text(now).exact}>
        {now === null ? <span className="text-ink-3">–</span> : text(now).withUnit}
      </td>
      <td className={`${figure} text-ink-2 max-md:hidden`}>
        {before === null ? <span className="text-ink-3">none</span> : differenceText(avg - before, scale)}
      </td>
      <td className={`${figure} max-md:hidden`}>
        {trend === null ? (
          <span className="text-ink-3">{hasTrend ? '– none' : '–'}</span>
        ) : (
          trendText(trend.per, scale)
        )}
      </td>
    </>
  )
}
