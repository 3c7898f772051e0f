import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { StatusMark } from '@/components/ui/status-mark'
import type { Wave } from '@/lib/campaigns/domain/campaign-page'
import { marks } from '@/lib/campaigns/domain/marks'
import { shortDid } from '@/lib/kernel/did/short-did'

/** More failures than these are read in their waves. */
const most = 5

/** What failed, in which wave, with what its node said and how that is now. */
export function FailuresCard({ waves }: { waves: readonly Wave[] }) {
  const failed = waves.flatMap(({ wave, jobs }) =>
    jobs.flatMap((job) => (job.mark === 'failed' || job.mark === 'lost' ? { ...job, wave } : [])),
  )
  if (failed.length === 0) return null
  return (
    <Card title={failed.length === 1 ? 'The failure' : `${failed.length} failures`}>
      <ul className="flex flex-col gap-3">
        {failed.slice(0, most).map(({ id, wave, mark, node, said }) => (
          <li key={id} className="min-w-0">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <bdi className="font-medium">{node.name ?? shortDid(node.did)}</bdi>
              <span className="text-ink-2">
                wave {wave}: {marks[mark].word.toLowerCase()}
              </span>
              {node.state && <StatusMark state={node.state} className="text-xs" />}
            </p>
            {said !== null && (
              <p className="font-mono text-xs text-ink-2 [overflow-wrap:anywhere]">
                <bdi>{said}</bdi>
              </p>
            )}
            <Link href={`/jobs/${id}`} className="touch-area relative text-accent hover:underline">
              Open the job
              <span className="sr-only"> on {node.name ?? node.did}</span>
            </Link>
          </li>
        ))}
      </ul>
      {failed.length > most && (
        <p className="mt-2.5 text-xs text-ink-2">and {failed.length - most} more, in their waves</p>
      )}
    </Card>
  )
}
