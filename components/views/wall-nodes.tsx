import clsx from 'clsx'
import { StatusMark } from '@/components/ui/status-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import { isIll, type MapNode } from '@/lib/fleet/domain/map-node'
import { shortDid } from '@/lib/kernel/did/short-did'
import { countText } from '@/lib/kernel/text/count-text'
import { visibleLine } from '@/lib/kernel/text/visible-text'

/** What a screen of 1080 lines has room for. */
const mostShown = 24

const edges: Record<string, string> = {
  Healthy: 'border-l-healthy/60',
  Warning: 'border-l-warning',
  Error: 'border-l-error',
  Unreachable: 'border-l-error',
  Silent: 'border-l-ink',
}

const Tile = ({ node }: { node: MapNode }) => (
  <li
    className={clsx(
      'flex min-w-0 flex-col gap-1 rounded-card border border-l-4 bg-surface px-4 py-3 leading-tight',
      (Object.hasOwn(edges, node.state) && edges[node.state]) || 'border-l-unknown',
    )}
  >
    <span className="flex items-baseline gap-3">
      <bdi className="min-w-0 flex-1 truncate text-[clamp(1rem,1.4vw,2rem)] font-title">
        {node.name ?? shortDid(node.did)}
      </bdi>
      {node.since !== null && (
        <TimeAgo
          iso={node.since}
          form="age"
          className="shrink-0 text-[clamp(0.8125rem,1vw,1.375rem)] text-ink-2"
        />
      )}
    </span>
    <span className="flex min-w-0 items-baseline gap-3 text-[clamp(0.8125rem,1vw,1.375rem)]">
      <StatusMark state={node.state} className="[&_svg]:size-[0.75em]" />
      {node.code !== null && (
        <bdi className="min-w-0 truncate font-mono text-ink-2">{visibleLine(node.code)}</bdi>
      )}
    </span>
  </li>
)

/** The ill nodes, worst first; where none is, the screen says so. */
export function WallNodes({ rows }: { rows: readonly MapNode[] }) {
  const ill = rows.filter(isIll)
  const more = ill.length - mostShown
  if (rows.length === 0)
    return <p className="text-[clamp(1.25rem,2vw,2.5rem)] text-ink-2">No node matches this view.</p>
  if (ill.length === 0)
    return (
      <p className="m-auto text-[clamp(1.75rem,4vw,5rem)] leading-tight font-title text-healthy">
        {rows.length === 1 ? 'The node is healthy' : `All ${countText(rows.length)} nodes are healthy`}
      </p>
    )
  return (
    <section aria-label="Worst first">
      <ol className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,clamp(16rem,22vw,34rem)),1fr))] gap-3">
        {ill.slice(0, mostShown).map((node) => (
          <Tile key={node.did} node={node} />
        ))}
      </ol>
      {more > 0 && (
        <p className="mt-4 text-[clamp(1rem,1.4vw,2rem)] text-ink-2">
          and {countText(more)} more that {more === 1 ? 'is' : 'are'} not healthy
        </p>
      )}
    </section>
  )
}
