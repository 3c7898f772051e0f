'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useRef } from 'react'
import { useKeys } from '@/components/ui/use-hotkeys'
import { SheetFoot } from './sheet-foot'
import { SheetResults } from './sheet-results'
import { type SheetItem, type SheetProps, useSheet } from './use-sheet'

type Picking = {
  isPicked: (jobId: string) => boolean
  toggle: (jobId: string) => void
  changed: ReadonlySet<string>
  busy: boolean
}
const Picked = createContext<Picking>({
  isPicked: () => false,
  toggle: () => {},
  changed: new Set(),
  busy: false,
})

/** Several jobs that one gesture decides on; `children` show them. Afterwards, the result of each. */
export function Sheet(props: SheetProps & { back: string; hasKey: boolean; children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null)
  const router = useRouter()
  const sheet = useSheet(root, props)
  const leave = () => router.push(props.back)
  useKeys({ Escape: leave })
  return (
    <Picked
      value={{ isPicked: sheet.isPicked, toggle: sheet.toggle, changed: sheet.changed, busy: sheet.pending }}
    >
      <div ref={root} className="flex flex-col gap-3.5">
        {sheet.results ? (
          <SheetResults sheet={sheet} outcomes={sheet.results} back={props.back} />
        ) : (
          props.children
        )}
        {!sheet.results && props.items.length > 0 && (
          <SheetFoot sheet={sheet} hasKey={props.hasKey} back={props.back} />
        )}
      </div>
    </Picked>
  )
}

/** A row of the sheet with the box that takes it in or leaves it out; `edits` is shown if it changes while it is open. */
export function SheetRow(props: { item: SheetItem; edits: ReactNode; columns: number; children: ReactNode }) {
  const { jobId, task, node } = props.item
  const { isPicked, toggle, changed, busy } = useContext(Picked)
  return (
    <>
      <tr className="border-t @max-2xl:grid @max-2xl:grid-cols-[auto_minmax(0,1fr)_auto] @max-2xl:gap-x-2.5 @max-2xl:gap-y-0.5 @max-2xl:px-3.5 @max-2xl:py-2">
        <td className="@2xl:w-10 @2xl:py-2 @2xl:pl-4 @2xl:align-top">
          <input
            type="checkbox"
            aria-label={`Decide on ${task} on ${node}`}
            checked={isPicked(jobId)}
            disabled={busy}
            onChange={() => toggle(jobId)}
            className="touch-area relative mt-0.5 size-4 accent-accent"
          />
        </td>
        {props.children}
      </tr>
      {changed.has(jobId) && (
        <tr className="@max-2xl:block">
          <td colSpan={props.columns} className="px-4 pb-2 @max-2xl:block">
            <p role="alert" className="font-medium text-warning">
              Changed since you looked; tick it again once you have read it.
            </p>
            {props.edits}
          </td>
        </tr>
      )}
    </>
  )
}
