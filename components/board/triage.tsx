'use client'

import clsx from 'clsx'
import { useRouter } from 'next/navigation'
import { createContext, type MouseEvent, type ReactNode, useContext, useState } from 'react'
import { AfterDecision } from '@/components/jobs/after-decision'
import { Skeleton } from '@/components/ui/skeleton'
import { useKeys } from '@/components/ui/use-hotkeys'
import type { Action } from '@/components/ui/use-send'
import { sheetHref } from '@/lib/board/domain/sheet-href'
import { mostDecided } from '@/lib/jobs/domain/most-decided'
import { SelectionBar } from './selection-bar'
import { TriageFoot } from './triage-foot'
import { TriageTable } from './triage-table'
import { useHeldOrder } from './use-held-order'
import { useSelection } from './use-selection'
import { type Listed, useTriage } from './use-triage'

type Choosing = {
  active: string | null
  show: (jobId: string) => void
  selection: ReturnType<typeof useSelection>
}
const Chosen = createContext<Choosing | null>(null)

/** Whether the job is beside the list at this width. */
const isBeside = (): boolean => window.matchMedia('(width >= 80rem)').matches

/**
 * What waits for a person, with one job beside it. The next one is read with the page, so it is there as soon as one has
 * been decided. Its decision panel is a new one each time: nobody decides on what they have not had before their eyes.
 */
export function Triage(props: {
  listed: readonly Listed[]
  groups: readonly { title: string; jobIds: string[]; count: number }[]
  rows: Readonly<Record<string, ReactNode>>
  current: string | null
  base: string
  /** The jobs that can be shown at once, by id. */
  panes: Readonly<Record<string, ReactNode>>
  keys: boolean
  undoSeconds: number
  withdraw: Action
  children: ReactNode
}) {
  const { panes, keys, children, groups, rows, ...rest } = props
  const order = useHeldOrder(groups)
  const listed = order.groups.flatMap(({ jobIds }) =>
    jobIds.flatMap((jobId) => rest.listed.find((job) => job.jobId === jobId) ?? []),
  )
  const triage = useTriage({ ...rest, listed })
  const { active, move, next, undo, open } = triage
  const selection = useSelection(listed)
  const router = useRouter()
  const together = () => {
    const some = selection.jobs.slice(0, mostDecided)
    if (some.length > 0) router.push(sheetHref(some.map(({ jobId }) => jobId)))
  }
  const select = () => {
    if (active !== null) selection.toggle(active)
  }
  const [help, setHelp] = useState(false)
  useKeys(
    keys
      ? {
          j: () => move(1),
          k: () => move(-1),
          x: select,
          b: together,
          n: next,
          z: undo,
          Enter: open,
          '?': () => setHelp(true),
        }
      : {},
  )
  return (
    <AfterDecision value={triage.decided}>
      <Chosen value={{ ...triage, selection }}>
        <div className="grid items-start gap-3.5 xl:grid-cols-[minmax(0,1fr)_minmax(24rem,27rem)]">
          <div className="flex min-w-0 flex-col gap-3.5">
            {(order.groups.length > 0 || order.fresh > 0) && <TriageTable order={order} rows={rows} />}
            {children}
            <SelectionBar selection={selection} active={active} keys={keys} />
            <TriageFoot triage={triage} keys={keys} help={help} showHelp={setHelp} />
          </div>
          {active !== null && (
            <div className="max-xl:hidden xl:sticky xl:top-4 xl:h-[calc(100dvh-14.5rem)] xl:min-h-112">
              {panes[active] === undefined ? (
                <div aria-busy="true">
                  <Skeleton className="h-100" />
                </div>
              ) : (
                <div key={active} className="h-full">
                  {panes[active]}
                </div>
              )}
            </div>
          )}
        </div>
      </Chosen>
    </AfterDecision>
  )
}

/** A row of the list. A click shows its job beside the list, where that has room; its link opens the page of the job. */
export function TriageFrame({ jobId, children }: { jobId: string; children: ReactNode }) {
  const chosen = useContext(Chosen)
  const active = chosen?.active
  const choose = (event: MouseEvent) => {
    const opens = event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
    // The box that selects it is beside its link.
    if (event.target instanceof HTMLInputElement || opens || !isBeside()) return
    event.preventDefault()
    chosen?.show(jobId)
  }
  const job = chosen?.selection.named(jobId)
  return (
    // For keyboards and screen readers the link in the row is the control.
    <tr
      aria-current={active === jobId ? 'true' : undefined}
      onClickCapture={choose}
      className={clsx(
        'relative border-t hover:bg-sunken/60 has-[a:focus-visible]:bg-sunken/60',
        '@max-2xl:grid @max-2xl:grid-cols-[auto_auto_auto_minmax(0,1fr)_auto] @max-2xl:items-baseline @max-2xl:gap-x-2.5 @max-2xl:gap-y-0.5 @max-2xl:px-3.5 @max-2xl:py-2.5',
        active === jobId && 'xl:bg-accent-soft/50 xl:shadow-[inset_3px_0_0_var(--accent)]',
      )}
    >
      <td className="@2xl:w-9 @2xl:py-2 @2xl:pl-4 @2xl:align-top @max-2xl:row-span-3 @max-2xl:row-start-1">
        {job && (
          <input
            type="checkbox"
            aria-label={`Select ${job.task} on ${job.node}`}
            checked={chosen?.selection.has(jobId) ?? false}
            onChange={() => chosen?.selection.toggle(jobId)}
            className="touch-area relative z-10 mt-0.5 size-4 accent-accent"
          />
        )}
      </td>
      {children}
    </tr>
  )
}
