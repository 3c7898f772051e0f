import type { Bench } from '../bench'
import type { HistoryStage } from '../history-stage'
import { Reading } from '../load'
import { findPrometheus, startPrometheus } from '../peers/prometheus'
import { queriesOf, seriesOf } from '../peers/prometheus-queries'
import { compared, type Row, single } from '../row'
import { requireSame } from '../same-series'
import { ourSeries, seriesPath } from '../series-path'
import { interleave } from '../stats'
import { type Window, windowOf, windows } from '../windows'

const described = (window: Window) => ({
  work: `series ${window.name} over HTTP`,
  against: 'Prometheus, 12 queries at once',
  unit: 'ms' as const,
})

/** Both over keep-alive connections, uncompressed, until the last byte: one answer of ours, twelve of Prometheus. */
export async function prometheusRows(stage: HistoryStage, bench: Bench): Promise<Row[]> {
  const ours = new Reading(stage.server.url, stage.access.token)
  bench.cleanups.add(ours.close)
  const why = missing(bench)
  const rows: Row[] = []
  if (why) {
    for (const window of windows) rows.push(await alone(stage, bench, ours, window, why))
    return rows
  }
  const { url, version, nodes } = await startPrometheus(bench, stage)
  const peer = new Reading(url, null, 12)
  bench.cleanups.add(peer.close)
  const note = `Prometheus ${version} with ${nodes} nodes`
  // Only nodes that Prometheus holds are queried.
  const some = { ...stage, nodes }
  for (const window of windows) rows.push(await beside(some, bench, { ours, peer }, window, note))
  return rows
}

function missing(bench: Bench): string {
  if (!bench.options.scale.visitors) return 'the miniature does not use Prometheus'
  return findPrometheus() ? '' : 'Prometheus is not installed (Debian: apt-get install prometheus)'
}

async function beside(
  stage: HistoryStage,
  bench: Bench,
  { ours, peer }: { ours: Reading; peer: Reading },
  window: Window,
  note: string,
): Promise<Row> {
  const input = (round: number) => windowOf(stage, round, window.seconds)
  const answer = await ourSeries(ours, input(-1))
  const { from, step } = answer
  const queries = (round: number) => queriesOf({ ...input(round), from, step })
  const paths = (round: number) => queries(round).map(({ path }) => path)
  requireSame(answer, await seriesOf(peer, queries(-1), answer), false)
  for (let round = 0; round < Math.min(bench.options.repeats, stage.nodes); round += 1) {
    await ours.text(seriesPath(input(round)))
    await peer.get(paths(round))
  }
  const times = await interleave(
    (round) => bench.sample(() => ours.get([seriesPath(input(round))])),
    (round) => bench.sample(() => peer.get(paths(round))),
    bench.options.repeats,
  )
  return compared({
    ...described(window),
    ...times,
    ratio: 'ours ÷ theirs',
    aim: { most: window.prometheus },
    note: `step ${step} s, ${note}`,
  })
}

async function alone(
  stage: HistoryStage,
  bench: Bench,
  ours: Reading,
  window: Window,
  why: string,
): Promise<Row> {
  const times: number[] = []
  for (let round = 0; round < bench.options.repeats; round += 1) {
    const input = windowOf(stage, round, window.seconds)
    await ourSeries(ours, input)
    times.push(await bench.sample(() => ours.get([seriesPath(input)])))
  }
  return single({ ...described(window), against: why, ours: times })
}
