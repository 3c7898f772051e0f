import { Input } from '@/components/ui/field'
import { dayStart, type PolicyDraft } from '@/lib/policies/domain/policy-draft'
import { Line } from './line'

const dayMs = 86_400_000

const dayOf = (iso: string): string => iso.slice(0, 10)
/** The last day on which it still approves. */
const lastDay = (ends: string): string => dayOf(new Date(Date.parse(ends) - 1).toISOString())

/** From when and to when, by days in UTC; a time of day is written in the file. */
export const DateLines = (props: {
  draft: PolicyDraft
  line: (key: string, path: string) => { changed: boolean; error: string | null }
  change: (draft: PolicyDraft) => void
}) => {
  const { draft, line, change } = props
  return (
    <>
      <Line label="Starts" {...line('not_started', 'starts')} aside="UTC">
        <Input
          type="date"
          aria-label="Starts"
          className="max-w-44"
          value={dayOf(draft.starts)}
          onChange={({ target }) =>
            target.value !== '' && change({ ...draft, starts: dayStart(Date.parse(target.value)) })
          }
        />
      </Line>
      <Line label="Through (last day)" {...line('ended', 'ends')} aside="UTC">
        <Input
          type="date"
          aria-label="Through (last day)"
          className="max-w-44"
          value={lastDay(draft.ends)}
          onChange={({ target }) =>
            target.value !== '' && change({ ...draft, ends: dayStart(Date.parse(target.value) + dayMs) })
          }
        />
      </Line>
    </>
  )
}
