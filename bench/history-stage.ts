import { migrate } from '@/lib/db/connection/migrate'
import { type Access, grantAccess } from './access'
import type { Bench } from './bench'
import { waitForDerived } from './derived-tables'
import { createGivenSchema, loadReports } from './given-schema'
import { type Server, startServer } from './server'
import { didOf, reportAt, type SentReport, secondOf } from './signal'
import { timed } from './stats'

/** The same history twice: in the given schema, and adopted by a running Hakim. */
export type HistoryStage = {
  givenUrl: string
  oursUrl: string
  server: Server
  access: Access
  nodes: number
  reports: number
  /** Epoch seconds: the history ends before `to`, and begins at `from`. */
  from: number
  to: number
  migrationMs: number
  /** From the start of the server until every derived table was up to date. */
  backfillMs: number
}

/** Ordered by time with nodes alternating, as reports arrive, so that rows of one node are far apart. */
function* history(nodes: number, from: number, to: number): Generator<SentReport> {
  for (let minute = from; minute < to; minute += 60)
    for (let node = 0; node < nodes; node += 1) yield reportAt(node, minute + secondOf(node))
}

export const openHistory = (bench: Bench): Promise<HistoryStage> =>
  openHistoryOf(bench, bench.options.scale.history)

/** For comparisons: more nodes, fewer days. */
export const openCompared = (bench: Bench): Promise<HistoryStage> =>
  openHistoryOf(bench, bench.options.scale.compared)

async function openHistoryOf(
  bench: Bench,
  { nodes, days }: { nodes: number; days: number },
): Promise<HistoryStage> {
  const { cluster, cleanups, host } = bench
  const to = Math.floor(Date.now() / 60_000) * 60
  const from = to - days * 86_400
  const reports = (nodes * (to - from)) / 60
  cleanups.add(() => cluster.drop('history_given'))
  const givenUrl = await createGivenSchema(cluster, 'history_given')
  await host.step(`Loading ${reports.toLocaleString('en-US')} reports`, () =>
    loadReports(givenUrl, history(nodes, from, to)),
  )
  cleanups.add(() => cluster.drop('history_ours'))
  const oursUrl = await host.step('Copying the database', () =>
    cluster.create('history_ours', 'history_given'),
  )
  const migrationMs = await host.step('Adopting it (migration)', () => timed(() => migrate(oursUrl)))
  const access = await grantAccess(oursUrl)
  const server = await startServer(bench, oursUrl, 'history')
  const backfillMs = await host.step('Waiting for the backfill', () => waitForDerived(oursUrl))
  return { givenUrl, oursUrl, server, access, nodes, reports, from, to, migrationMs, backfillMs }
}

/** The node of a round; they alternate, so that no single node's pages decide. */
export const nodeOf = (stage: HistoryStage, round: number): string => didOf((round + 1) % stage.nodes)
