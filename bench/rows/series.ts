import type { Bench } from '../bench'
import type { HistoryStage } from '../history-stage'
import { seriesValue } from '../reader-calls'
import { compared, type Row } from '../row'
import { requireSame } from '../same-series'
import { type Reader, startReader } from '../start-reader'
import { interleave } from '../stats'
import { day, hour, type Window, windowOf, windows } from '../windows'

type Sides = { ours: Reader; theirs: Reader }

/** Minimum, average and maximum of one node's four metrics, read in a separate process without HTTP. */
export async function seriesRows(stage: HistoryStage, bench: Bench): Promise<Row[]> {
  const sides = {
    ours: await startReader(bench, stage.oursUrl),
    theirs: await startReader(bench, stage.givenUrl),
  }
  const rows: Row[] = []
  for (const window of windows)
    rows.push(
      await againstFind(stage, bench, sides, window, 'find'),
      await againstFind(stage, bench, sides, window, 'find-columns'),
    )
  rows.push(await longAgainstShort(stage, bench, sides.ours))
  return rows
}

async function againstFind(
  stage: HistoryStage,
  bench: Bench,
  sides: Sides,
  window: Window,
  call: 'find' | 'find-columns',
): Promise<Row> {
  const input = (round: number, step = 0) => windowOf(stage, round, window.seconds, step)
  const answer = seriesValue.parse(await sides.ours.value('series', input(-1)))
  const { step } = answer
  requireSame(answer, seriesValue.parse(await sides.theirs.value(call, input(-1, step))))
  // Read each node once first, so that both sides are measured warm.
  for (let round = 0; round < Math.min(bench.options.repeats, stage.nodes); round += 1) {
    await sides.ours.ms('series', input(round))
    await sides.theirs.ms(call, input(round, step))
  }
  const times = await interleave(
    (round) => bench.sample(() => sides.ours.ms('series', input(round))),
    (round) => bench.sample(() => sides.theirs.ms(call, input(round, step))),
    bench.options.repeats,
  )
  const common = { work: `series ${window.name}`, ...times, unit: 'ms', ratio: 'theirs ÷ ours' } as const
  return call === 'find'
    ? compared({
        ...common,
        against: 'TypeORM find and JavaScript',
        note: `step ${step} s`,
        aim: { least: window.find },
      })
    : compared({
        ...common,
        against: 'TypeORM find of two columns and JavaScript',
      })
}

async function longAgainstShort(stage: HistoryStage, bench: Bench, ours: Reader): Promise<Row> {
  const over = (seconds: number) => (round: number) =>
    bench.sample(() => ours.ms('series', windowOf(stage, round, seconds)))
  return compared({
    work: 'series 90 d against 1 h',
    against: 'series 1 h of ours',
    ...(await interleave(over(90 * day), over(hour), bench.options.repeats)),
    unit: 'ms',
    ratio: 'ours ÷ theirs',
    aim: { most: 5 },
  })
}
