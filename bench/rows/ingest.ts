import type { Bench } from '../bench'
import { copyReports, copyText } from '../copy'
import { waitForDerived } from '../derived-tables'
import { onceARound, reportsPerSecond } from '../ingest-round'
import { batchNodes, type IngestStage } from '../ingest-stage'
import { post } from '../load'
import { peaks } from '../memory'
import { compared, notMeasured, type Row, single } from '../row'
import { reportAt, type SentReport, secondOf, withId } from '../signal'
import { interleave, median, timed } from '../stats'

const perBatch = 500
/** As many connections as Hakim's ingest pool has. */
const connections = 4

export async function ingestRows(stage: IngestStage, bench: Bench): Promise<Row[]> {
  const { batches } = bench.options.scale
  const { repeats } = bench.options
  const reports = batches * perBatch
  const minutes = Math.ceil(batches / batchNodes.length) * perBatch
  const start = Math.floor(Date.now() / 60_000) * 60 - (repeats + 1) * minutes * 60

  const batchOf = (round: number, index: number): SentReport[] => {
    const node = batchNodes[index % batchNodes.length] ?? 0
    const first = (round + 1) * minutes + Math.floor(index / batchNodes.length) * perBatch
    const minute = (each: number) => start + (first + each) * 60 + secondOf(node)
    return Array.from({ length: perBatch }, (_, each) => withId(reportAt(node, minute(each))))
  }
  const prepared = onceARound((round) => {
    const made = Array.from({ length: batches }, (_, index) => batchOf(round, index))
    const posts = made.map((batch) => ({
      path: '/api/v1/reports',
      token: stage.access.nodeTokens.get(batch[0]?.target_node_did ?? '') ?? '',
      body: Buffer.from(JSON.stringify(batch)),
    }))
    return { posts, text: [...copyText(made.flat())] }
  })

  const withDerived: number[] = []
  const caughtUp: number[] = []
  let refusals = 0
  const ours = async (round: number) => {
    const { posts } = prepared(round)
    const rate = await reportsPerSecond(stage.oursUrl, reports, async () => {
      const sent = await post(stage.server.url, posts, connections)
      refusals += sent.refusals
      return sent.ms
    })
    const behind = await waitForDerived(stage.oursUrl)
    if (round >= 0) {
      caughtUp.push(behind)
      withDerived.push(reports / (reports / rate + behind / 1_000))
    }
    return rate
  }
  const theirs = (round: number) => {
    const { text } = prepared(round)
    return reportsPerSecond(stage.givenUrl, reports, () => timed(() => copyReports(stage.givenUrl, text)))
  }
  const rates = await interleave(ours, theirs, repeats)
  const work = `ingest over HTTP, batches of ${perBatch}`
  const against = 'COPY of one stream, same tables, no triggers'
  const common = { against, theirs: rates.theirs, unit: 'reports/s', ratio: 'ours ÷ theirs' } as const
  const note =
    `${reports.toLocaleString('en-US')} reports per round from ${batchNodes.length} nodes over ${connections} ` +
    `connections, ${refusals} times asked to retry later; derived tables up to date ` +
    `${Math.round(median(caughtUp))} ms after the last answer`
  return [
    compared({ ...common, work, ours: rates.ours, aim: { least: 0.7 }, note }),
    compared({ ...common, work: `${work}, until all derived tables are up to date`, ours: withDerived }),
    memoryRow(stage, 'ingest in batches'),
  ]
}

/** The peak memory of all server processes since it was last forgotten. */
export function memoryRow(stage: { server: { pid: number } }, during: string, most = 300): Row {
  const work = `resident memory of the server, ${during}`
  const found = peaks(stage.server.pid)
  if (!found) return notMeasured(work, '', 'this system has no /proc')
  const sum = found.reduce((total, { mb }) => total + mb, 0)
  const note = `peaks: ${found.map(({ name, mb }) => `${name} ${Math.round(mb)} MB`).join(', ')}`
  return single({ work, ours: [sum], unit: 'MB', aim: { most }, note })
}
