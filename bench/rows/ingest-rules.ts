import type { Bench } from '../bench'
import { withClient } from '../cluster'
import { waitForDerived } from '../derived-tables'
import { onceARound, reportsPerSecond } from '../ingest-round'
import { type IngestStage, postNodes } from '../ingest-stage'
import { post } from '../load'
import { compared, type Row } from '../row'
import { reportAt, secondOf } from '../signal'
import { interleave } from '../stats'
import { rulesSql } from './alerts'

/** Single posts on the same server, with twenty rules and without any. */
export async function ingestRulesRows(stage: IngestStage, bench: Bench): Promise<Row[]> {
  const { repeats, scale } = bench.options
  const minutes = Math.ceil(scale.posts / postNodes.length)
  // Before those of the other rows, so that no report is a duplicate.
  const start = Math.floor(Date.now() / 60_000) * 60 - 3 * (repeats + 1) * minutes * 60
  const prepared = onceARound((round) => [0, 1].map((side) => postsOf(round, side)))
  const postsOf = (round: number, side: number) =>
    Array.from({ length: scale.posts }, (_, index) => {
      const node = postNodes[index % postNodes.length] ?? 0
      const minute = (2 * (round + 1) + side) * minutes + Math.floor(index / postNodes.length)
      const report = reportAt(node, start + minute * 60 + secondOf(node))
      const token = stage.access.nodeTokens.get(report.target_node_did) ?? ''
      return { path: '/api/v1/reports', token, body: Buffer.from(JSON.stringify(report)) }
    })
  const side = (number: 0 | 1, before: string) => async (round: number) => {
    const posts = prepared(round)[number] ?? []
    await withClient(stage.oursUrl, (client) => client.query(before))
    const rate = await reportsPerSecond(stage.oursUrl, posts.length, async () => {
      const { ms } = await post(stage.server.url, posts, postNodes.length)
      return ms
    })
    await waitForDerived(stage.oursUrl)
    return rate
  }
  const rates = await interleave(side(0, rulesSql), side(1, 'DELETE FROM alert_rules'), repeats)
  return [
    compared({
      ...{ work: 'ingest of single posts with 20 rules of alerts', against: 'the same server without rules' },
      ...{ ...rates, unit: 'reports/s', ratio: 'ours ÷ theirs', aim: { least: 0.9 } },
    }),
  ]
}
