import type { EntityManager } from 'typeorm'
import { functionText } from '@/lib/db/connection/function-text'

/** What one node reported in an hour. */
export type NodeHour = { node: string; reports: number; sha256: string }

export type ReportLog = { first_hour: number; digested_hour: number; retired_before_day: number }

export async function reportLog(db: EntityManager): Promise<ReportLog | null> {
  const [row] = await db.query<ReportLog[]>(
    `SELECT first_hour, digested_hour, retired_before_day FROM report_log`,
  )
  return row ?? null
}

/** Digests begin with the present hour: what was reported before has none. */
export const beginReportLog = (tx: EntityManager): Promise<unknown> =>
  tx.query(
    `INSERT INTO report_log (first_hour, digested_hour)
     SELECT hour, hour - 1 FROM (SELECT floor(extract(epoch FROM clock_timestamp()) / 3600)::int AS hour) h
     ON CONFLICT DO NOTHING`,
  )

/** The last hour that ended half an hour ago; the trigger of reports has the same rule for what comes late. */
export async function lastClosedHour(db: EntityManager): Promise<number> {
  const [row] = await db.query<{ hour: number }[]>(
    `SELECT floor(extract(epoch FROM clock_timestamp() - interval '30 minutes') / 3600)::int - 1 AS hour`,
  )
  return row?.hour ?? 0
}

/** Waits up to `waitMs` until nobody is writing reports; false if that takes longer. Call it in a transaction of its own. */
export async function waitForWriters(tx: EntityManager, waitMs: number): Promise<boolean> {
  await tx.query(`SELECT set_config('lock_timeout', $1, true)`, [String(waitMs)])
  try {
    await tx.query(`LOCK TABLE health_reports IN SHARE MODE`)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '55P03') return false
    throw error
  }
}

export async function tryReportLock(tx: EntityManager): Promise<boolean> {
  const [row] = await tx.query<{ locked: boolean }[]>(
    `SELECT pg_try_advisory_xact_lock(hashtextextended('hakim.report-hours', 0)) AS locked`,
  )
  return row?.locked ?? false
}

const digest = (): string => `(${functionText('report_digest')})`

/** What each node reported in an hour, without what came late. */
export const nodesOfHour = (tx: EntityManager, hour: number): Promise<NodeHour[]> =>
  tx.query<NodeHour[]>(
    `SELECT target_node_did AS node, count(*)::int AS reports,
            encode(sha256(string_agg(each, '' ORDER BY report_id)), 'hex') AS sha256
     FROM (SELECT r.target_node_did, r.report_id, ${digest()} AS each FROM health_reports r
           WHERE r.timestamp >= to_timestamp($1 * 3600.0) AND r.timestamp < to_timestamp(($1 + 1) * 3600.0)
             AND NOT EXISTS (SELECT FROM late_reports l WHERE l.hour = $1 AND l.report_id = r.report_id)) reports
     GROUP BY target_node_did ORDER BY target_node_did COLLATE "C"`,
    [hour],
  )

export const insertHour = (tx: EntityManager, hour: number, nodes: readonly NodeHour[]): Promise<unknown> =>
  tx.query(
    `INSERT INTO report_hours (hour, nodes, reports, digests) VALUES ($1, $2, $3, decode($4, 'hex'))`,
    [
      ...[hour, nodes.map(({ node }) => node), nodes.map(({ reports }) => reports)],
      nodes.map(({ sha256 }) => sha256).join(''),
    ],
  )

/** The stored digests of an hour; null without a row. */
export async function storedHour(tx: EntityManager, hour: number): Promise<NodeHour[] | null> {
  const [row] = await tx.query<{ nodes: string[]; reports: number[]; digests: string }[]>(
    `SELECT nodes, reports, encode(digests, 'hex') AS digests FROM report_hours WHERE hour = $1`,
    [hour],
  )
  return (
    row?.nodes.map((node, n) => ({
      ...{ node, reports: row.reports[n] ?? 0, sha256: row.digests.slice(n * 64, (n + 1) * 64) },
    })) ?? null
  )
}

/** How many reports arrived late in an hour, and one digest of them. */
export async function lateOfHour(tx: EntityManager, hour: number): Promise<{ late: number; sha256: string }> {
  const [row] = await tx.query<{ late: number; sha256: string }[]>(
    `SELECT count(*)::int AS late, encode(sha256(coalesce(
       string_agg(convert_to(report_id || ' ' || hour || ' ' || node_did || ' ', 'UTF8') || sha256, '' ORDER BY report_id), '')),
       'hex') AS sha256
     FROM late_reports WHERE arrived_hour = $1`,
    [hour],
  )
  return row ?? { late: 0, sha256: '' }
}

/** Late reports that are gone or differ from their digest, where retention keeps them. */
export const changedLate = (
  tx: EntityManager,
  hour: number,
  limit: number,
): Promise<{ node: string; hour: number }[]> =>
  tx.query(
    `SELECT l.node_did AS node, l.hour FROM late_reports l LEFT JOIN health_reports r USING (report_id)
     LEFT JOIN nodes n ON n.node_did = l.node_did
     WHERE l.arrived_hour = $1 AND (r.report_id IS NULL OR ${digest()} <> l.sha256)
     ORDER BY l.report_id LIMIT $2`,
    [hour, limit],
  )

/** The day before which retention has deleted the reports of each node; days since the epoch. */
export async function keptDays(tx: EntityManager): Promise<Map<string, number>> {
  const rows = await tx.query<{ node: string; day: number }[]>(
    `SELECT node_did AS node, kept_before_day AS day FROM nodes WHERE kept_before_day IS NOT NULL`,
  )
  return new Map(rows.map(({ node, day }) => [node, day]))
}

export const setDigested = (tx: EntityManager, hour: number): Promise<unknown> =>
  tx.query(`UPDATE report_log SET digested_hour = $1`, [hour])

/** Writes about digests of reports into the log. */
export const logAboutReports = (
  tx: EntityManager,
  kind: 'reports digested' | 'reports retired',
  facts: Record<string, number | string>,
): Promise<unknown> => tx.query(`SELECT hakim_log_reports($1, $2::jsonb)`, [kind, JSON.stringify(facts)])

/** Says, once a day, before which day retention deletes, and forgets digests of what it has deleted. */
export async function noteRetention(tx: EntityManager, day: number): Promise<boolean> {
  const [, noted] = await tx.query<[unknown, number]>(
    `UPDATE report_log SET retired_before_day = $1 WHERE retired_before_day < $1`,
    [day],
  )
  if (noted === 0) return false
  await tx.query(`DELETE FROM report_hours WHERE hour < $1::int * 24`, [day])
  await tx.query(`DELETE FROM late_reports WHERE arrived_hour < $1::int * 24`, [day])
  await logAboutReports(tx, 'reports retired', { before_day: day })
  return true
}
