import type { Bench } from '../bench'
import { withClient } from '../cluster'
import { waitForDerived } from '../derived-tables'
import type { FleetStage } from '../fleet-stage'
import { Reading } from '../load'
import { compared, type Row, single } from '../row'
import { didOf } from '../signal'
import { type Reader, startReader } from '../start-reader'
import { interleave } from '../stats'

/** The first page of the fleet as the API reads it, in a separate process, against plain reads. */
export async function fleetRows(stage: FleetStage, bench: Bench): Promise<Row[]> {
  const ours = await startReader(bench, stage.url)
  const theirs = await startReader(bench, stage.url)
  const work = `fleet of ${stage.nodes.toLocaleString('en-US')} nodes, first page`
  const { repeats } = bench.options
  const against = (call: 'latest-page' | 'latest-all') =>
    interleave(
      () => bench.sample(() => ours.ms('nodes')),
      () => bench.sample(() => theirs.ms(call)),
      repeats,
    )
  return [
    compared({
      work,
      against: 'SELECT * FROM node_latest ORDER BY node_did LIMIT 100',
      ...(await against('latest-page')),
      ...{ unit: 'ms', ratio: 'ours ÷ theirs', aim: { most: 1.5 } },
    }),
    compared({
      work: `${work}, against all`,
      against: 'SELECT * FROM node_latest ORDER BY node_did',
      ...(await against('latest-all')),
      ...{ unit: 'ms', ratio: 'ours ÷ theirs' },
    }),
    compared({
      work: `${work}, one node silent for three months`,
      against: 'the same with that node reporting',
      ...(await withSilence(stage, bench, ours)),
      ...{ unit: 'ms', ratio: 'ours ÷ theirs', aim: { most: 1.2 } },
    }),
    await overHttp(stage, bench, work),
  ]
}

/** Moves one node's reports three months back or forth before the side is measured. */
async function withSilence(stage: FleetStage, bench: Bench, ours: Reader) {
  let silent = false
  const measured = (wanted: boolean) => async () => {
    if (silent !== wanted) await move(wanted ? '-' : '+')
    silent = wanted
    return bench.sample(() => ours.ms('nodes'))
  }
  const move = async (sign: '-' | '+') => {
    await withClient(stage.url, (client) =>
      client.query(
        `UPDATE health_reports SET timestamp = timestamp ${sign} interval '90 days' WHERE target_node_did = $1`,
        [didOf(0)],
      ),
    )
    await waitForDerived(stage.url)
  }
  const times = await interleave(measured(true), measured(false), bench.options.repeats)
  await measured(false)()
  return times
}

async function overHttp(stage: FleetStage, bench: Bench, work: string): Promise<Row> {
  const reading = new Reading(stage.server.url, stage.access.token)
  try {
    const times: number[] = []
    await reading.get(['/api/v1/nodes?limit=100'])
    for (let round = 0; round < bench.options.repeats; round += 1)
      times.push(await bench.sample(() => reading.get(['/api/v1/nodes?limit=100'])))
    return single({ work: `${work}, GET /api/v1/nodes?limit=100`, ours: times, unit: 'ms' })
  } finally {
    await reading.close()
  }
}
