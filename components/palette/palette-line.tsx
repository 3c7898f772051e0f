import clsx from 'clsx'
import { JobPill } from '@/components/ui/job-pill'
import { StatusMark } from '@/components/ui/status-mark'
import type { PaletteItem } from './palette-items'

/** One line of the palette, under the heading of its group if it is the first. */
export function PaletteLine(props: {
  id: string
  item: PaletteItem
  heading: string | null
  chosen: boolean
  onPoint: () => void
  onOpen: (newTab: boolean) => void
}) {
  const { id, item, heading, chosen } = props
  return (
    <>
      {heading !== null && (
        <div role="presentation" className="truncate px-3 pt-2.5 pb-1 text-xs text-ink-2">
          <bdi>{heading}</bdi>
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and its keys choose */}
      <div
        id={id}
        role="option"
        aria-selected={chosen}
        tabIndex={-1}
        onMouseMove={chosen ? undefined : props.onPoint}
        onClick={(event) => props.onOpen(event.ctrlKey || event.metaKey)}
        className={clsx(
          'flex min-h-9 cursor-pointer items-center gap-3 rounded-control px-3 py-1.5 pointer-coarse:min-h-11',
          chosen && 'bg-accent-soft ring-1 ring-accent/50',
        )}
      >
        {item.state !== undefined && <StatusMark state={item.state} withWord={false} />}
        <bdi className="truncate font-medium">{item.label}</bdi>
        {item.detail && <bdi className="truncate font-mono text-xs text-ink-2">{item.detail}</bdi>}
        {item.status !== undefined && (
          <span className="ml-auto flex items-center gap-2">
            {item.waits && <span className="text-xs font-medium text-pending">waits for you</span>}
            <JobPill status={item.status} />
          </span>
        )}
      </div>
    </>
  )
}
