import { Notice } from '@/components/ui/notice'
import { VisibleText } from '@/components/ui/visible-text'
import type { JobDetail } from '@/lib/board/domain/job-page'
import type { DocumentChange } from '@/lib/jobs/domain/document-changes'
import { visibleData } from '@/lib/kernel/text/visible-text'

const Side = ({ text, side }: { text: string | null; side: 'before' | 'after' }) => (
  <p className={side === 'before' ? 'text-error' : 'text-healthy'}>
    <span aria-hidden="true" className="mr-2 select-none">
      {side === 'before' ? '−' : '+'}
    </span>
    <span className="sr-only">{side === 'before' ? 'before: ' : 'now: '}</span>
    {text === null ? <span className="font-sans">none</span> : <VisibleText parts={visibleData(text)} />}
  </p>
)

/** What differs from the revision before, which somebody may have read or approved; nothing for a first revision. */
export function ChangedRequest({ job }: { job: JobDetail }) {
  const changes = job.approved?.changes ?? []
  if (changes.length === 0) return null
  return (
    <Notice tone="warning" className="mb-2.5">
      <p className="font-medium">
        This request has changed (revision {job.revision}); earlier votes are void
      </p>
      <EditList edits={changes} />
    </Notice>
  )
}

/** Each part that an edit changed, before and after. */
export const EditList = ({ edits }: { edits: readonly DocumentChange[] }) => (
  <dl className="mt-1 flex flex-col gap-1.5">
    {edits.map(({ what, before, after }) => (
      <div key={what}>
        <dt className="text-xs text-ink-2">
          <VisibleText parts={visibleData(what)} />
        </dt>
        {(before !== null || after !== null) && (
          <dd className="font-mono text-xs [overflow-wrap:anywhere]">
            <Side text={before} side="before" />
            <Side text={after} side="after" />
          </dd>
        )}
      </div>
    ))}
  </dl>
)
