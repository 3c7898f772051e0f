import { Card } from '@/components/ui/card'
import { Figure } from '@/components/ui/figure'
import { Link } from '@/components/ui/link'
import { StatusMark } from '@/components/ui/status-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { formatMetric } from '@/lib/reports/domain/display'
import { metricKeys, metricTitle } from '@/lib/reports/domain/metric'

/** The state and the key figures of the node that the job is for. */
export function NodeNow({ job }: { job: JobDetail }) {
  const keys = metricKeys(job.nodeNow).slice(0, 4)
  const silent = job.nodeState === 'Silent'
  return (
    <Card
      title="This node now"
      aside={
        <Link href={`/nodes/${encodeURIComponent(job.node.did)}`} className="text-accent hover:underline">
          Charts of this node
        </Link>
      }
    >
      {job.nodeState === null || (keys.length === 0 && job.nodeSince === null) ? (
        <p className="text-ink-2">This node has not reported yet.</p>
      ) : (
        <div className="flex flex-wrap items-start gap-x-8 gap-y-3">
          <div>
            <StatusMark state={job.nodeState} />
            {job.nodeSince && (
              <div className="text-xs text-ink-3">
                {silent ? 'no report for ' : 'for '}
                <TimeAgo iso={job.nodeSince} suffix="" />
              </div>
            )}
          </div>
          {keys.map((key) => {
            const { text, unit } = formatMetric(key, job.nodeNow[key] ?? Number.NaN)
            return <Figure key={key} value={text} unit={unit} label={metricTitle(key)} />
          })}
        </div>
      )}
    </Card>
  )
}
