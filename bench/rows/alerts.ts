import { setTimeout as wait } from 'node:timers/promises'
import { alertClock } from '@/lib/alerts/services/alert-clock'
import { openDataSource } from '@/lib/db/connection/data-source'
import { migrate } from '@/lib/db/connection/migrate'
import type { Bench } from '../bench'
import { withClient } from '../cluster'
import { copyReports, copyText } from '../copy'
import { createGivenSchema, loadReports } from '../given-schema'
import { type Row, single } from '../row'
import { didOf, reportAt, type SentReport } from '../signal'
import { quantile, timed } from '../stats'
import { digits } from '../table'

/** Every node reports this often, spread evenly. */
const cadence = 30
/** As the clock of a server does. */
const everyMs = 5_000
/** How many nodes exceed a limit, one after the other. */
const breaches = 60

export type AlertStage = { url: string; nodes: number }

export async function openAlerts(bench: Bench): Promise<AlertStage> {
  const { cluster, cleanups, host } = bench
  const { nodes } = bench.options.scale.fleet
  cleanups.add(() => cluster.drop('alerts_ours'))
  const url = await createGivenSchema(cluster, 'alerts_ours')
  const now = Math.floor(Date.now() / 1_000)
  await host.step(`Loading ${nodes.toLocaleString('en-US')} nodes`, () =>
    loadReports(
      url,
      (function* () {
        for (let node = 0; node < nodes; node += 1) yield calm(node, now - cadence)
      })(),
    ),
  )
  await migrate(url)
  return { url, nodes }
}

/** Twenty rules on metrics, status, diagnosis and silence; the sixth is the one that is exceeded. */
export const rulesSql = `
  INSERT INTO alert_rules (scope, condition, keep_minutes, severity, during_jobs, enabled, created_by)
  SELECT 'all', CASE n % 5
    WHEN 0 THEN jsonb_build_object('kind', 'metric', 'metric', 'cpu_usage_percent', 'over', true, 'limit', 99 + n, 'recovery', 90, 'minutes', 4, 'of', 5)
    WHEN 1 THEN jsonb_build_object('kind', 'metric', 'metric', (ARRAY['memory_usage_mb', 'disk_usage_gb'])[1 + n % 2], 'over', true, 'limit', 1e6, 'recovery', null, 'minutes', 1, 'of', 1)
    WHEN 2 THEN jsonb_build_object('kind', 'status', 'status', 'Error', 'minutes', 3, 'of', 5)
    WHEN 3 THEN jsonb_build_object('kind', 'silence', 'minutes', 60)
    ELSE jsonb_build_object('kind', 'diagnosis', 'code', 'DISK_FULL', 'minutes', 1, 'of', 1) END, 5, 'warning', false, true, 'bench'
  FROM generate_series(1, 20) n`

/** A report that no rule minds. */
function calm(node: number, at: number): SentReport {
  const { diagnosis: _, ...report } = reportAt(node, at)
  return { ...report, status: 'Healthy' }
}

const exceeded = (node: number, at: number): SentReport => ({
  ...calm(node, at),
  metrics: { cpu_usage_percent: 10, memory_usage_mb: 2e6, disk_usage_gb: 2e6, network_io_kbps: 1 },
})

/** From the commit of a report to what fires by it, and what judging takes while every node reports every 30 s. */
export async function alertRows({ url, nodes }: AlertStage, bench: Bench): Promise<Row[]> {
  const db = await openDataSource(url, { poolSize: 4 })
  const ending = new AbortController()
  const committed = new Map<string, number>()
  const runs: number[] = []
  try {
    await db.query(rulesSql)
    const clock = alertClock()
    const first = await timed(() => clock(db))
    const seconds = bench.options.scale.name === 'tiny' ? 15 : 60 + bench.options.repeats * 12
    const judging = (async () => {
      while (!ending.signal.aborted) {
        const began = performance.now()
        await clock(db)
        runs.push(performance.now() - began)
        await wait(Math.max(0, everyMs - (performance.now() - began)))
      }
    })()
    const perSecond = Math.ceil(nodes / cadence)
    let next = 0
    for (let second = 0; second < seconds; second += 1) {
      const began = Date.now()
      const at = began / 1_000
      const reports = Array.from({ length: perSecond }, (_, index) => calm((next + index) % nodes, at))
      const bad = second < seconds - 10 && committed.size < breaches ? next % nodes : null
      if (bad !== null) reports[0] = exceeded(bad, at)
      await copyReports(url, [...copyText(reports)])
      if (bad !== null && !committed.has(didOf(bad))) committed.set(didOf(bad), Date.now())
      next += perSecond
      await wait(Math.max(0, began + 1_000 - Date.now()))
    }
    ending.abort()
    await judging
    const opened = await withClient(url, (client) =>
      client.query<{ node_did: string; at: number }>(
        `SELECT node_did, 1000 * extract(epoch FROM min(opened_at))::float8 AS at FROM alert_incidents GROUP BY 1`,
      ),
    )
    const lags = opened.rows.flatMap(({ node_did, at }) => {
      const commit = committed.get(node_did)
      return commit === undefined ? [] : [(at - commit) / 1_000]
    })
    if (lags.length < committed.size)
      throw new Error(`${committed.size} nodes exceeded a limit, and ${lags.length} fired.`)
    const load = `${nodes.toLocaleString('en-US')} nodes × 20 rules, a report every ${cadence} s each`
    return [
      single({
        work: `from the commit of a report to what fires, p95 (${load})`,
        ours: [quantile(lags, 0.95)],
        unit: 's',
        aim: { most: 15 },
        note: `${lags.length} nodes by plain SQL; p50 ${digits(quantile(lags, 0.5))} s, most ${digits(Math.max(...lags))} s`,
      }),
      single({
        work: `judging, as a share of one processor (${load})`,
        ours: runs.map((ms) => (100 * ms) / everyMs),
        unit: '%',
        aim: { most: 20 },
        note: `how long a run takes every ${everyMs / 1_000} s, in the server and PostgreSQL; p95 ${digits(quantile(runs, 0.95))} ms, the first of a new server ${digits(first)} ms`,
      }),
    ]
  } finally {
    ending.abort()
    await db.destroy()
  }
}
