import { Link } from '@/components/ui/link'
import { StatusMark } from '@/components/ui/status-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import { VisibleText } from '@/components/ui/visible-text'
import type { OfferedRequest } from '@/lib/board/domain/occasion'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import { flapping, stateName } from '@/lib/fleet/domain/node-state'
import { visibleData, visibleProse } from '@/lib/kernel/text/visible-text'
import { rangeQuery } from '@/lib/series/domain/range-links'
import { rangeAround } from '@/lib/series/domain/range-params'
import { durationName } from '@/lib/series/domain/time-range'
import { OfferRequest } from './offer-request'

const edges: Record<string, string> = {
  Healthy: 'border-l-healthy',
  Warning: 'border-l-warning',
  Error: 'border-l-error',
}

const aheadSeconds = 6 * 3_600

/** The last hours of the reports that were ahead. */
const aheadQuery = (at: string, end: number): string => {
  const { from, to } = rangeAround(Date.parse(at) / 1_000, aheadSeconds, end)
  return rangeQuery(from, to)
}

/** One sentence: what is wrong, since when, and what is recommended. `end`: up to where the node has reports. */
export function NodeStateLine({
  node,
  end,
  forecast,
  offer,
}: {
  node: NodeDetail
  end: number
  /** When the metric that its diagnosis names will be full. */
  forecast: string | null
  /** The task for its diagnosis. */
  offer: OfferedRequest | null
}) {
  const edge = Object.hasOwn(edges, node.state) ? edges[node.state] : undefined
  const { diagnosis } = node
  return (
    <div
      className={`flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-l-3 bg-surface px-4 py-3 ${edge ?? 'border-l-unknown'}`}
    >
      <div className="flex min-w-0 flex-1 basis-80 flex-wrap items-baseline gap-x-4 gap-y-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <StatusMark state={node.state} />
          <Since node={node} />
        </span>
        {diagnosis && (
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {node.state === 'Silent' && <span className="text-ink-2">last diagnosis: </span>}
            {diagnosis.code && (
              <span className="font-mono">
                <VisibleText parts={visibleData(diagnosis.code)} />
              </span>
            )}
            {diagnosis.code && diagnosis.recommendation && ' · '}
            {diagnosis.recommendation && <VisibleText parts={visibleProse(diagnosis.recommendation)} />}
            {forecast && <span className="font-medium"> {forecast} at this pace.</span>}
          </span>
        )}
        {node.flapsTo !== null && (
          <span className="text-warning">
            flapping: at least {flapping.changes} changes within {durationName(flapping.seconds)}, at worst to{' '}
            <bdi>{stateName(node.flapsTo)}</bdi>
          </span>
        )}
        {node.clock !== null && <span className="text-warning">{node.clock}</span>}
        {node.ahead !== null && (
          <span className="text-ink-2">
            {node.ahead.text} ·{' '}
            <Link href={aheadQuery(node.ahead.at, end)} scroll={false} className="text-accent underline">
              show there
            </Link>
          </span>
        )}
      </div>
      <OfferRequest offer={offer} />
    </div>
  )
}

function Since({ node }: { node: NodeDetail }) {
  if (node.heardAt === null) return <span className="text-ink-2">no report yet</span>
  if (node.state === 'Silent')
    return (
      <span className="text-ink-2">
        no report <TimeAgo iso={node.heardAt} form="lasting" />
        {node.reportedStatus !== null && (
          <>
            ; last status <bdi className="font-medium">{stateName(node.reportedStatus)}</bdi>
          </>
        )}
      </span>
    )
  return (
    <span className="text-ink-2">
      {node.since !== null && (
        <>
          <TimeAgo iso={node.since} form="lasting" />
          {node.silentSeconds !== null && `, after ${durationName(node.silentSeconds)} of silence`}
          {'; '}
        </>
      )}
      last report <TimeAgo iso={node.heardAt} />
    </span>
  )
}
