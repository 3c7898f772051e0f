import type { Bench } from '../bench'
import { openVisitor } from '../browser'
import { copyReports, copyText } from '../copy'
import { waitForDerived } from '../derived-tables'
import { exporterMetrics, manyMetricsAt } from '../exporter'
import type { FleetStage } from '../fleet-stage'
import { notMeasured, type Row, single } from '../row'
import { quantile } from '../stats'
import { digits } from '../table'
import { charts, visitsOf } from './pages'

const did = 'did:hakim:bench:exporter'
const path = `/nodes/${encodeURIComponent(did)}`

/** The page of a node with a thousand metrics: how soon it shows, and what a move of the pointer over it costs. */
export async function manyMetricsRows(stage: FleetStage, bench: Bench): Promise<Row[]> {
  const names = exporterMetrics(bench.host.root)
  const page = `node page over 24 h of a node with ${names.length} metrics`
  const [shown, moved] = [`${page}, four charts visible, cold`, `${page}, a move of the pointer over a chart`]
  if (!bench.options.scale.visitors) {
    const why = 'the miniature does not use a browser'
    return [notMeasured(shown, '', why), notMeasured(moved, '', why)]
  }
  const now = Math.floor(Date.now() / 60_000) * 60
  // An hour at a time, so that the server never waits long for their node.
  for (let age = 1_440; age > 0; age -= 60) {
    const hour = Array.from({ length: 60 }, (_, minute) =>
      manyMetricsAt(did, names, now - (age - minute) * 60),
    )
    await copyReports(stage.url, copyText(hour))
  }
  await waitForDerived(stage.url)
  const visitor = await openVisitor(bench, stage.server.url, stage.access)
  const visits = await visitsOf(visitor, bench.options.repeats, () => path, charts)
  const moves: number[] = []
  for (let round = 0; round < bench.options.repeats; round += 1)
    moves.push(...(await visitor.moves(path, '[data-metric=cpu_usage_percent] [role=slider]')))
  return [
    single({ work: shown, ours: visits.map(({ ms }) => ms), unit: 'ms', aim: { most: 600 } }),
    single({
      ...{ work: moved, ours: moves, unit: 'ms', aim: { most: 16 } },
      note: `time of the page’s main thread until the frame is drawn; p95 ${digits(quantile(moves, 0.95))} ms`,
    }),
  ]
}
