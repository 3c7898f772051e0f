import { Sparkline } from '@/components/charts/sparkline'
import { hasOpenJobs, OpenJobs } from '@/components/fleet/open-jobs'
import { Did } from '@/components/ui/did'
import { Link } from '@/components/ui/link'
import { MetricValue } from '@/components/ui/metric-value'
import { StatusMark } from '@/components/ui/status-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import { compareHref } from '@/lib/compare/domain/compare-href'
import type { FleetRow } from '@/lib/fleet/domain/fleet-page'
import { type Grid, placeOf } from '@/lib/fleet/domain/map-grid'
import type { MapNode } from '@/lib/fleet/domain/map-node'
import { shortDid } from '@/lib/kernel/did/short-did'
import { visibleLine } from '@/lib/kernel/text/visible-text'

const widthPx = 300

const Figure = ({ metric, value, name }: { metric: string; value: number | null; name: string }) =>
  value !== null && (
    <div>
      <dd className="font-semibold">
        <MetricValue metric={metric} value={value} />
      </dd>
      <dt className="text-xs text-ink-2">{name}</dt>
    </div>
  )

function Figures({ row }: { row: FleetRow }) {
  if (row.state === 'Silent') return null
  return (
    <dl className="mt-2 flex gap-5">
      <Figure metric="cpu_usage_percent" value={row.cpu.now} name="CPU" />
      <Figure metric="memory_usage_mb" value={row.memory.now} name="memory" />
      <Figure metric="disk_usage_gb" value={row.disk} name="disk" />
      {row.cpu.values.some((value) => value !== null) && (
        <div>
          <dd>
            <Sparkline metric="cpu_usage_percent" {...row.cpu} top={100} color="text-cpu" />
          </dd>
          <dt className="text-xs text-ink-2">CPU, 24 h</dt>
        </div>
      )}
    </dl>
  )
}

/** What a node says, below its mark. What the mark does not know comes with `row`. */
export function MapCard({
  node,
  row,
  grid,
  index,
}: {
  node: MapNode
  row: FleetRow | null
  grid: Grid
  index: number
}) {
  const { x, y } = placeOf(grid, index)
  const left = Math.max(0, Math.min(x - 20, grid.columns * grid.cell - widthPx))
  const said = row?.diagnosis?.recommendation ?? row?.diagnosis?.code ?? node.code
  return (
    <div
      data-map-card
      className="absolute z-10 max-w-full rounded-card border border-strong bg-surface p-3.5"
      style={{ left, top: y + grid.cell + 5, width: widthPx }}
    >
      <div className="flex items-baseline gap-2">
        <StatusMark state={node.state} className="shrink-0" />
        <Link
          href={`/nodes/${encodeURIComponent(node.did)}`}
          className="min-w-0 truncate font-title hover:underline"
        >
          <bdi>{node.name ?? shortDid(node.did)}</bdi>
        </Link>
        {row?.since && (
          <span className="ml-auto shrink-0 text-xs text-ink-2">
            <TimeAgo iso={row.since} form="lasting" />
          </span>
        )}
      </div>
      <Did did={node.did} />
      {said && (
        <p className="mt-1.5 [overflow-wrap:anywhere]">
          <bdi>{visibleLine(said)}</bdi>
        </p>
      )}
      {row && <Figures row={row} />}
      <div className="mt-2 flex min-h-5 items-baseline justify-between gap-3 text-xs text-ink-2">
        <span>
          {row &&
            (row.heardAt ? (
              <>
                last report <TimeAgo iso={row.heardAt} />
              </>
            ) : (
              'no report yet'
            ))}
        </span>
        {row && hasOpenJobs(row.openJobs) && <OpenJobs jobs={row.openJobs} />}
        <Link href={compareHref([node.did])} className="ml-auto underline">
          compare
        </Link>
      </div>
    </div>
  )
}
