import { mostCompared } from '@/lib/compare/domain/compare-params'
import type { Access } from '../access'
import type { Bench } from '../bench'
import { openVisitor, type Visit, type Visitor, type Wanted } from '../browser'
import type { FleetStage } from '../fleet-stage'
import { type HistoryStage, nodeOf } from '../history-stage'
import { notMeasured, type Row, single } from '../row'
import { loadNodePages } from './node-page-load'

export const leftOut = 'the miniature does not use a browser'

const rows: Wanted = { selector: 'main a[href^="/nodes/"]', least: 5, inWindow: true }
export const charts: Wanted = {
  selector: 'main [data-metric]:has(path.recharts-line-curve[d], path[data-line][d])',
  least: 4,
  inWindow: false,
}

/** Cold navigations one after the other, after a warm-up that does not count. */
async function visits(
  bench: Bench,
  { server, access }: { server: { url: string }; access: Access },
  path: (round: number) => string,
  wanted: Wanted,
): Promise<Visit[]> {
  return visitsOf(await openVisitor(bench, server.url, access), bench.options.repeats, path, wanted)
}

export async function visitsOf(
  visitor: Visitor,
  repeats: number,
  path: (round: number) => string,
  wanted: Wanted,
): Promise<Visit[]> {
  await visitor.visit(path(-1), wanted)
  const made: Visit[] = []
  for (let round = 0; round < repeats; round += 1) made.push(await visitor.visit(path(round), wanted))
  return made
}

export async function fleetPageRows(stage: FleetStage, bench: Bench): Promise<Row[]> {
  const work = `fleet page of ${stage.nodes.toLocaleString('en-US')} nodes, first rows visible, cold`
  if (!bench.options.scale.visitors) return [notMeasured(work, '', leftOut)]
  const made = await visits(bench, stage, () => '/', rows)
  const [ms, heap] = [made.map((visit) => visit.ms), made.map((visit) => visit.heapMb)]
  return [
    single({
      work,
      against: 'Uptime Kuma: 10.8 s at 1,000 monitors',
      ours: ms,
      unit: 'ms',
      aim: { most: 500 },
    }),
    single({ work: 'fleet page, JavaScript heap after it', ours: heap, unit: 'MB', aim: { most: 60 } }),
  ]
}

const marks: Wanted = { selector: 'main canvas[data-marks]', least: 1, inWindow: true }

export async function fleetMapRows(stage: FleetStage, bench: Bench): Promise<Row[]> {
  const of = `map of ${stage.nodes.toLocaleString('en-US')} nodes`
  const [drawn, narrowed] = [`${of}, all marks drawn, cold`, `${of}, one state chosen, until drawn`]
  if (!bench.options.scale.visitors) return [drawn, narrowed].map((work) => notMeasured(work, '', leftOut))
  const visitor = await openVisitor(bench, stage.server.url, stage.access)
  const made = await visitsOf(visitor, bench.options.repeats, () => '/map', marks)
  const chosen = await visitor.choices('/map', ['ul[aria-label="Nodes by state"] li:nth-child(5) a'], marks)
  return [
    single({ work: drawn, ours: made.map(({ ms }) => ms), unit: 'ms', aim: { most: 700 } }),
    single({ work: narrowed, ours: chosen, unit: 'ms', aim: { most: 100 } }),
  ]
}

/** The same charts on a page that also says what fires, what is foreseen and what jobs did. */
const everything: Wanted = {
  ...charts,
  selector: `main:has(ul[aria-label=Alerts]):has([data-alert]):has([data-outlook]) ${charts.selector.replace('main ', '')}`,
}

export async function nodePageRows(stage: HistoryStage, bench: Bench): Promise<Row[]> {
  const work = 'node page over 7 days, four charts visible, cold'
  const full = 'the same with verdicts, alerts, notes and a forecast'
  if (!bench.options.scale.visitors) return [work, full].map((one) => notMeasured(one, '', leftOut))
  const path = (round: number) => `/nodes/${encodeURIComponent(nodeOf(stage, round))}?range=7d`
  const plain = await visits(bench, stage, path, charts)
  await loadNodePages(stage.oursUrl, stage.nodes)
  const loaded = await visits(bench, stage, path, everything)
  const against = "Prometheus's page, one series: 401 ms"
  return [
    single({ work, against, ours: plain.map(({ ms }) => ms), unit: 'ms', aim: { most: 400 } }),
    single({ work: full, ours: loaded.map(({ ms }) => ms), unit: 'ms', aim: { most: 400 } }),
  ]
}

/** All nodes of the stage: as many as a comparison takes. */
export async function comparePageRows(stage: HistoryStage, bench: Bench): Promise<Row[]> {
  const nodes = Math.min(stage.nodes, mostCompared)
  const work = `comparison of ${nodes} nodes over 30 days, every line visible, cold`
  if (!bench.options.scale.visitors) return [notMeasured(work, '', leftOut)]
  const lines: Wanted = { selector: 'main path[data-line][d]', least: nodes, inWindow: false }
  const made = await visits(bench, stage, () => '/compare?range=30d', lines)
  return [single({ work, against: '', ours: made.map((visit) => visit.ms), unit: 'ms', aim: { most: 500 } })]
}
