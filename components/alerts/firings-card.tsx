import { Card } from '@/components/ui/card'
import type { Firings } from '@/lib/alerts/domain/firings'
import { countText } from '@/lib/kernel/text/count-text'

const names = ['3 to 4 weeks ago', '2 to 3 weeks ago', '1 to 2 weeks ago', 'Last 7 days']

/** How often a rule fired in the last four weeks. */
export const FiringsCard = ({ firings: { weeks, ever, noisy } }: { firings: Firings }) => (
  <Card title="Firings per week" className="flex flex-col gap-2">
    <dl className="grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-4">
      {weeks.map((count, index) => (
        <div key={names[index]}>
          <dt className="text-xs text-ink-2">{names[index]}</dt>
          <dd className="text-lg font-title tabular-nums">
            {count === null ? <span className="text-ink-2">–</span> : countText(count)}
          </dd>
        </div>
      ))}
    </dl>
    {weeks.includes(null) && <p className="text-xs text-ink-2">–: before this rule was created.</p>}
    {!ever && <p className="text-ink-2">It has never fired.</p>}
    {noisy && (
      <p className="text-warning">
        Noisy: more than two alerts a day. A higher limit, a longer time or a recovery limit would make it
        calmer.
      </p>
    )}
  </Card>
)
