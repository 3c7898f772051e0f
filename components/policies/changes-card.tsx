import { Card } from '@/components/ui/card'
import { countText } from '@/lib/kernel/text/count-text'
import type { DraftReplay } from '@/lib/policies/domain/draft-replay'
import type { ChangedLine } from '@/lib/policies/domain/policy-lines'
import { replayDays } from '@/lib/policies/domain/replay-days'

/** What differs between two revisions, condition by condition. */
export const ChangedLines = ({ lines }: { lines: readonly ChangedLine[] }) => (
  <dl className="flex flex-col">
    {lines.map(({ key, label, before, after }) => (
      <div
        key={key}
        className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-x-2 gap-y-1 border-t py-1.5 first:border-t-0 sm:grid-cols-[7.5rem_minmax(0,1fr)_auto_minmax(0,1fr)]"
      >
        <dt className="text-ink-2 [overflow-wrap:anywhere] max-sm:col-span-3">{label}</dt>
        <dd className="min-w-0">
          <span className="sr-only">before: </span>
          <Side text={before} look="bg-error-soft text-error" />
        </dd>
        <dd aria-hidden="true" className="text-ink-3">
          →
        </dd>
        <dd className="min-w-0">
          <span className="sr-only">now: </span>
          <Side text={after} look="bg-healthy-soft font-medium text-healthy" />
        </dd>
      </div>
    ))}
  </dl>
)

const Side = ({ text, look }: { text: string | null; look: string }) =>
  text === null ? (
    <span className="text-ink-3">none</span>
  ) : (
    <span className={`rounded-[4px] box-decoration-clone px-1.5 py-px [overflow-wrap:anywhere] ${look}`}>
      {text}
    </span>
  )

/** What a draft changes from the revision before, and what that would have done. */
export function ChangesCard(props: {
  revision: number
  lines: readonly ChangedLine[]
  of: number
  replayed: DraftReplay | null
}) {
  const { revision, lines, of, replayed } = props
  return (
    <Card title={`What changes from version ${revision}`} aside={`${lines.length} of ${of} lines`}>
      {lines.length === 0 ? <p className="text-ink-2">Nothing yet.</p> : <ChangedLines lines={lines} />}
      {replayed?.before && lines.length > 0 && (
        <p className="mt-1 flex flex-wrap gap-x-2 border-t pt-2">
          <span className="w-30 text-ink-2">Last {replayDays} days</span>
          <span>
            {countText(replayed.before.approved)} →{' '}
            <strong className="font-title">{countText(replayed.replay.approved)} approvals</strong>,{' '}
            {countText(replayed.before.failed)} →{' '}
            <strong className={`font-title ${replayed.replay.byOutcome.failed > 0 ? 'text-error' : ''}`}>
              {countText(replayed.replay.byOutcome.failed)}{' '}
              {replayed.replay.byOutcome.failed === 1 ? 'failure' : 'failures'}
            </strong>
          </span>
        </p>
      )}
    </Card>
  )
}
