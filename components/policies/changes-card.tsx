import { Card } from '@/components/ui/card'
import { ChangedLines } from '@/components/ui/changed-lines'
import type { ChangedLine } from '@/lib/kernel/text/changed-lines'
import { countText } from '@/lib/kernel/text/count-text'
import type { DraftReplay } from '@/lib/policies/domain/draft-replay'
import { replayDays } from '@/lib/policies/domain/replay-days'

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
