import clsx from 'clsx'
import { VisibleText } from '@/components/ui/visible-text'
import type { TriageRow } from '@/lib/board/domain/job-board'
import { waitsForDryRun } from '@/lib/jobs/domain/refusals'
import { visibleData } from '@/lib/kernel/text/visible-text'
import type { ParamChange } from '@/lib/tasks/domain/param-changes'

const Note = ({ tone, title, children }: { tone: 'warning' | 'error'; title: string; children: string }) => (
  <span
    title={title}
    className={clsx(
      'inline-block max-w-44 shrink-0 truncate rounded-[4px] px-1.5 align-bottom text-xs font-medium',
      tone === 'error' ? 'bg-error-soft text-error' : 'bg-warning-soft text-warning',
    )}
  >
    <VisibleText parts={visibleData(children)} />
  </span>
)

const short = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 24 ? `${text.slice(0, 23).toWellFormed()}…` : text
}

/** "90, was 180" for one other value, else how many differ. */
function differs(changes: readonly ParamChange[], row: TriageRow): string {
  const [first] = changes
  if (changes.length > 1 || !first) return `${changes.length} parameters differ`
  const { params } = row
  const now =
    params !== null && typeof params === 'object' && !Array.isArray(params) ? params[first.name] : null
  if (first.kind === 'changed') return `${short(now)}, was ${short(first.was)}`
  return first.kind === 'new' ? `${short(first.name)} is new` : `without ${short(first.name)}`
}

/** What of a request is unlike the last one, has changed, or cannot be approved. */
export function TriageNotes({ row }: { row: TriageRow }) {
  return (
    <>
      {row.changes.length > 0 && (
        <Note
          tone="warning"
          title={`Unlike the last completed run on this node: ${row.changes.map(({ name }) => name).join(', ')}`}
        >
          {differs(row.changes, row)}
        </Note>
      )}
      {row.revision > 1 && (
        <Note tone="warning" title={`The request was changed: this is revision ${row.revision}`}>
          changed
        </Note>
      )}
      {row.triesUntil !== null && (
        <Note tone="warning" title={waitsForDryRun(row.triesUntil)}>
          dry run running
        </Note>
      )}
      {row.dryRunFailed && (
        <Note
          tone="warning"
          title="The node could not find out what this would change, or its dry run failed"
        >
          dry run failed
        </Note>
      )}
      {row.unfit !== null && (
        <Note tone="error" title={row.unfit}>
          cannot be approved
        </Note>
      )}
    </>
  )
}
