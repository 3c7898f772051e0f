import { Card } from '@/components/ui/card'
import { Figure } from '@/components/ui/figure'
import { countText } from '@/lib/kernel/text/count-text'
import { heldText } from '@/lib/policies/domain/held-text'
import type { Replay } from '@/lib/policies/domain/replay'
import { replayDays } from '@/lib/policies/domain/replay-days'
import { durationName } from '@/lib/series/domain/time-range'
import { ReplayChart } from './replay-chart'
import { ToLookAt } from './to-look-at'

/** What a policy would have done with the requests of the last 90 days. */
export function ReplayCard(props: {
  /** Such as "version 4"; null: it has no version yet. */
  version: string | null
  replay: Replay
  now: number
  cut: boolean
}) {
  const { replay, now, cut } = props
  const { total, approved, byOutcome, medianWait, held } = replay
  const waiting = total - approved
  return (
    <Card
      title={`Replay: last ${replayDays} days, as if ${props.version ?? 'it'} had been in force`}
      aside={`${cut ? 'the newest ' : ''}${countText(total)} ${total === 1 ? 'request' : 'requests'} for this task on your nodes`}
      className="flex flex-col gap-4"
    >
      <div className="grid grid-cols-2 gap-x-6 gap-y-3 border-y py-3 sm:grid-cols-4">
        <Figure value={countText(approved)} label="would have been approved" />
        <Figure
          value={
            <span className={byOutcome.failed > 0 ? 'text-error' : ''}>{countText(byOutcome.failed)}</span>
          }
          label="of them failed"
        />
        <Figure value={countText(waiting)} label="would still wait for you" />
        <Figure
          value={medianWait === null ? '–' : durationName(medianWait / 1_000)}
          label="median wait saved"
        />
      </div>
      {total > 0 && <ReplayChart days={replay.days} now={now} />}
      <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
        <div className="min-w-0">
          <h3 className="mb-1.5 font-title">
            {waiting === 0 ? 'Nothing would still wait' : `Why ${countText(waiting)} would still wait`}
          </h3>
          <dl className="grid grid-cols-[minmax(0,1fr)_auto_6rem] items-center gap-x-3 gap-y-1 text-xs">
            {held.map(({ by, count }) => (
              <div key={by} className="col-span-3 grid grid-cols-subgrid items-center">
                <dt className="[overflow-wrap:anywhere]">{heldText(by)}</dt>
                <dd className="text-right tabular-nums">{countText(count)}</dd>
                <dd aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-sunken">
                  <span className="block h-full bg-ink-3" style={{ width: `${(100 * count) / waiting}%` }} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
        <ToLookAt replay={replay} />
      </div>
    </Card>
  )
}
