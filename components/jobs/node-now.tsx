import { Card } from '@/components/ui/card'
import { Figure } from '@/components/ui/figure'
import { Link } from '@/components/ui/link'
import { StatusMark } from '@/components/ui/status-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import type { NodeHealth } from '@/lib/board/domain/node-health'
import { formatMetric } from '@/lib/reports/domain/display'
import { metricKeys, metricTitle } from '@/lib/reports/domain/metric'

/** The state and the key figures of the node that a job is for. */
export function NodeNow({ did, health: { state, since, now } }: { did: string; health: NodeHealth }) {
  const keys = metricKeys(now)
  return (
    <Card
      title="This node now"
      aside={
        <Link href={`/nodes/${encodeURIComponent(did)}`} className="text-accent hover:underline">
          Charts of this node
        </Link>
      }
    >
      {state === null || (keys.length === 0 && since === null) ? (
        <p className="text-ink-2">This node has not reported yet.</p>
      ) : (
        <div className="flex flex-wrap items-start gap-x-8 gap-y-3">
          <div>
            <StatusMark state={state} />
            {since && (
              <div className="text-xs text-ink-3">
                {state === 'Silent' && 'no report '}
                <TimeAgo iso={since} form="lasting" />
              </div>
            )}
          </div>
          {keys.map((key) => {
            const { text, unit } = formatMetric(key, now[key] ?? Number.NaN)
            return <Figure key={key} value={text} unit={unit} label={metricTitle(key)} />
          })}
        </div>
      )}
    </Card>
  )
}
