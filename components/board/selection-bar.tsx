import { Button, ButtonLink } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { sheetHref } from '@/lib/board/domain/sheet-href'
import { mostDecided } from '@/lib/jobs/domain/most-decided'
import { countText } from '@/lib/kernel/text/count-text'
import type { useSelection } from './use-selection'

/** What is selected, and the way to decide on it together. Part of the triage. */
export function SelectionBar(props: {
  selection: ReturnType<typeof useSelection>
  active: string | null
  keys: boolean
}) {
  const { selection, active } = props
  const count = selection.jobs.length
  if (count === 0) return null
  const few = selection.jobs.slice(0, mostDecided)
  return (
    <section
      aria-label="Selection"
      className="sticky bottom-2 z-20 flex flex-wrap items-center gap-2 rounded-card border border-strong bg-surface px-3.5 py-2"
    >
      <p role="status" className="mr-auto font-title">
        {countText(count)} selected
        {count > few.length && <span className="font-normal text-ink-2">; {few.length} at a time</span>}
      </p>
      <Button size="sm" onClick={() => selection.sameTask(active)}>
        Select all of this task
      </Button>
      <Button size="sm" onClick={selection.all}>
        All shown
      </Button>
      <Button size="sm" variant="ghost" onClick={selection.clear}>
        Clear
      </Button>
      <ButtonLink variant="primary" href={sheetHref(few.map(({ jobId }) => jobId))}>
        Review {few.length} together {props.keys && <Kbd>b</Kbd>}
      </ButtonLink>
    </section>
  )
}
