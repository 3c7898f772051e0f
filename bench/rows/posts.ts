import type { Bench } from '../bench'
import { waitForDerived } from '../derived-tables'
import { onceARound, reportsPerSecond } from '../ingest-round'
import { type IngestStage, postNodes } from '../ingest-stage'
import { type LoadResult, post } from '../load'
import { startSaveServer } from '../peers/start-save-server'
import { compared, type Row } from '../row'
import { reportAt, secondOf } from '../signal'
import { interleave, quantile } from '../stats'
import { digits } from '../table'
import { memoryRow } from './ingest'

const connections = postNodes.length

export async function postRows(stage: IngestStage, bench: Bench): Promise<Row[]> {
  const { repeats, scale } = bench.options
  const peer = await startSaveServer(bench, stage.givenUrl)
  const minutes = Math.ceil(scale.posts / postNodes.length)
  const start = Math.floor(Date.now() / 60_000) * 60 - (repeats + 1) * minutes * 60
  const prepared = onceARound((round) =>
    Array.from({ length: scale.posts }, (_, index) => {
      const node = postNodes[index % postNodes.length] ?? 0
      const minute = (round + 1) * minutes + Math.floor(index / postNodes.length)
      const report = reportAt(node, start + minute * 60 + secondOf(node))
      const token = stage.access.nodeTokens.get(report.target_node_did) ?? ''
      return { path: '/api/v1/reports', token, body: Buffer.from(JSON.stringify(report)) }
    }),
  )
  const sent: Record<'ours' | 'theirs', LoadResult[]> = { ours: [], theirs: [] }
  const side = (name: 'ours' | 'theirs', url: string, databaseUrl: string) => async (round: number) => {
    const posts = prepared(round)
    const rate = await reportsPerSecond(databaseUrl, posts.length, async () => {
      const result = await post(url, posts, connections)
      if (round >= 0) sent[name].push(result)
      return result.ms
    })
    if (name === 'ours') await waitForDerived(databaseUrl)
    return rate
  }
  const rates = await interleave(
    side('ours', stage.server.url, stage.oursUrl),
    side('theirs', peer.url, stage.givenUrl),
    repeats,
  )
  const latency = (results: readonly LoadResult[]): string => {
    const all = results.flatMap((result) => result.latencies)
    return `p50 ${digits(quantile(all, 0.5))} ms, p99 ${digits(quantile(all, 0.99))} ms`
  }
  const refusals = sent.ours.reduce((total, result) => total + result.refusals, 0)
  return [
    compared({
      work: `ingest of single posts, ${connections} connections`,
      against: 'a TypeORM save per post over HTTP, given schema',
      ...rates,
      unit: 'reports/s',
      ratio: 'ours ÷ theirs',
      aim: { least: 4 },
      note:
        `${scale.posts.toLocaleString('en-US')} posts per round, ${refusals} times asked to retry later; ` +
        `ours ${latency(sent.ours)}; theirs ${latency(sent.theirs)}`,
    }),
    memoryRow(stage, 'with single posts'),
  ]
}
