import { Figure } from '@/components/ui/figure'
import { expiryRate, type FlowBucket, failureRate } from '@/lib/flow/domain/flow'
import { countText } from '@/lib/kernel/text/count-text'
import { lengthText, shareText } from './flow-text'

/** What waits now, by how long it has waited. */
type Waiting = { hour: number; day: number; threeDays: number; longer: number; oldest: number | null }

export function FlowFigures({ total, queue }: { total: FlowBucket; queue: Waiting }) {
  const { hour, day, threeDays, longer, oldest } = queue
  const waiting = hour + day + threeDays + longer
  const ages = [
    { count: hour, age: 'under 1 h' },
    { count: day, age: '1 h to 1 d' },
    { count: threeDays, age: '1 d to 3 d' },
    { count: longer, age: 'longer' },
  ].filter(({ count }) => count > 0)
  return (
    <section
      aria-label="Key figures"
      className="grid grid-cols-2 gap-x-6 gap-y-4 rounded-card border bg-surface p-4 sm:grid-cols-3 xl:grid-cols-6"
    >
      <Figure value={countText(total.requested)} label="requests" />
      <Figure value={lengthText(total.decision.p50)} label="to a decision, median" />
      <Figure value={lengthText(total.whole.p50)} label="request to end, median" />
      <Figure value={shareText(failureRate(total.outcomes))} label="of those that ran failed or were lost" />
      <Figure
        value={shareText(expiryRate(total.outcomes, total.requested))}
        label="expired undecided or unclaimed"
      />
      <div>
        <Figure
          value={countText(waiting)}
          label={
            oldest === null ? 'wait for a decision now' : `wait now, the oldest for ${lengthText(oldest)}`
          }
        />
        {ages.length > 1 && (
          <p className="text-xs text-ink-2">
            {ages.map(({ count, age }) => `${countText(count)} ${age}`).join(' · ')}
          </p>
        )}
      </div>
    </section>
  )
}
