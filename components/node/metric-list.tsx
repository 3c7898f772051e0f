'use client'

import { Pin } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import { MetricValue } from '@/components/ui/metric-value'
import { VisibleText } from '@/components/ui/visible-text'
import { visibleData } from '@/lib/kernel/text/visible-text'
import { findMetrics, groupMetrics } from '@/lib/reports/domain/metric-groups'
import type { ByMetric } from '@/lib/series/domain/sent-charts'

type MetricListProps = {
  /** Everything that the node reports, and its latest value. */
  now: ByMetric<number>
  /** Drawn above. */
  shown: string[]
}

/** Why a metric may be missing here; `leftOut` null: the raw report is too long to be counted. */
const leftOutText = (leftOut: number | null): string => {
  if (leftOut === null) return 'The last report is too long: what else it has is only in the database.'
  return leftOut === 1
    ? 'One other is only in the raw report, because the node reports too many.'
    : `${leftOut} others are only in the raw report, because the node reports too many.`
}

/** Every metric of a node with many, in groups, to choose the ones to draw. The choice is in the URL. */
export function MetricList({ now, shown, leftOut }: MetricListProps & { leftOut: number | null }) {
  const router = useRouter()
  const params = useSearchParams()
  const id = useId()
  const [search, setSearch] = useState('')
  const sought = useDeferredValue(search)
  const keys = useMemo(() => [...now.keys()].sort(), [now])
  const found = useMemo(() => findMetrics(keys, sought), [keys, sought])
  const groups = useMemo(() => groupMetrics(found), [found])
  const toggle = (key: string) => {
    const next = new URLSearchParams(params.toString())
    next.delete('metrics')
    const chosen = shown.includes(key) ? shown.filter((name) => name !== key) : [...shown, key]
    for (const name of chosen) next.append('metrics', name)
    router.replace(`?${next}`, { scroll: false })
  }
  return (
    <section aria-label="All metrics" className="rounded-card border bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="font-title">All metrics</h2>
        <label htmlFor={id} className="sr-only">
          Filter metrics
        </label>
        <input
          id={id}
          type="search"
          value={search}
          placeholder={`Filter ${keys.length} metrics`}
          onChange={(event) => setSearch(event.target.value)}
          className="control-h w-72 max-w-full rounded-control border border-strong bg-surface px-2.5"
        />
      </div>
      <p role="status" className="mt-1 text-xs text-ink-3">
        {found.length === keys.length ? keys.length : `${found.length} of ${keys.length}`} metrics ·{' '}
        {shown.length} drawn above
      </p>
      {leftOut !== 0 && <p className="mt-1 text-xs text-warning">{leftOutText(leftOut)}</p>}
      {groups.map((group) => (
        <Group
          key={`${group.name} ${sought === ''}`}
          name={group.name}
          keys={group.keys}
          open={sought !== '' && found.length <= mostOpen}
          now={now}
          shown={shown}
          toggle={toggle}
        />
      ))}
      {groups.length === 0 && <p className="mt-2 text-ink-2">No matching metrics.</p>}
    </section>
  )
}

/** More matches are not all worth reading: their groups stay closed. */
const mostOpen = 50

type GroupProps = MetricListProps & {
  name: string
  keys: string[]
  open: boolean
  toggle: (key: string) => void
}

function Group({ name, keys, open: opened, now, shown, toggle }: GroupProps) {
  const [open, setOpen] = useState(opened)
  return (
    <details
      open={open || opened}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="mt-1.5 border-t pt-1.5"
    >
      <summary className="touch-area relative w-fit rounded-control font-medium text-ink-2 hover:text-ink">
        <bdi className="font-mono">{name}</bdi> <span className="text-xs text-ink-3">{keys.length}</span>
      </summary>
      {(open || opened) && (
        <ul className="mt-1">
          {keys.map((key) => (
            <li
              key={key}
              className="flex items-center gap-2 [contain-intrinsic-size:auto_32px] [content-visibility:auto]"
            >
              <button
                type="button"
                aria-pressed={shown.includes(key)}
                aria-label={`Draw ${key}`}
                onClick={() => toggle(key)}
                className={`flex size-8 shrink-0 items-center justify-center rounded-control hover:bg-sunken ${
                  shown.includes(key) ? 'text-accent' : 'text-ink-3'
                }`}
              >
                <Pin
                  className="size-3.5"
                  fill={shown.includes(key) ? 'currentColor' : 'none'}
                  aria-hidden="true"
                />
              </button>
              <span className="min-w-0 flex-1 font-mono text-xs [overflow-wrap:anywhere]">
                <VisibleText parts={visibleData(key)} />
              </span>
              <span className="whitespace-nowrap">
                <MetricValue metric={key} value={now.get(key) ?? null} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
