import { Card } from '@/components/ui/card'
import { Confirm } from '@/components/ui/confirm'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { ShownSilence } from '@/lib/alerts/domain/alerts-page'

/** Who silenced what, why, and until when. */
export const Silences = ({ silences, end }: { silences: readonly ShownSilence[]; end: Action }) => (
  <Card title="Silences">
    {silences.length === 0 && <p className="text-ink-2">No active silences.</p>}
    <ul className="flex flex-col divide-y">
      {silences.map(({ silenceId, what, reason, by, until }) => (
        <li key={silenceId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <bdi className="font-medium">{what}</bdi>: silenced by <bdi>{by}</bdi>, ends{' '}
            <TimeAgo iso={until} />, “<bdi>{reason}</bdi>”
          </span>
          <Confirm
            inline
            action={end}
            input={{ silenceId }}
            label="End now"
            name={what}
            confirm="End now"
            keep="Cancel"
            done="Silence ended"
          />
        </li>
      ))}
    </ul>
  </Card>
)
