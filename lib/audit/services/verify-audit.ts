import type { EntityManager } from 'typeorm'
import { sha256 } from '@/lib/audit/db/hash'
import { readAuditLog } from '@/lib/audit/db/log'
import { readAsLogged } from '@/lib/audit/db/rights'
import { AlertsProjection } from '@/lib/audit/domain/alerts-projection'
import { compareAgreements } from '@/lib/audit/domain/change-check'
import { type AuditFinding, AuditFindings } from '@/lib/audit/domain/finding'
import type { AuditEvent, AuditItem } from '@/lib/audit/domain/log'
import { ReportsProjection } from '@/lib/audit/domain/report-hours'
import { RightsActs } from '@/lib/audit/domain/rights-acts'
import { RightsHistory } from '@/lib/audit/domain/rights-history'
import { RightsProjection } from '@/lib/audit/domain/rights-projection'
import { UsedStatements } from '@/lib/audit/domain/used-statements'
import { type AuditCounts, AuditWalk } from '@/lib/audit/domain/walk'
import { appliedMigrations } from '@/lib/db/connection/migration-state'
import { compareAlerts } from './compare-alerts'
import { type IndexComparison, indexComparison } from './compare-index'
import { compareJobs, type JobCounts } from './compare-jobs'
import { comparePolicyRates } from './compare-policy-rates'
import { compareReports } from './compare-reports'
import { compareRights } from './compare-rights'
import { compareStatements } from './compare-statements'
import { readExport } from './read-export'
import { signatureCheck } from './signing'

/** What verification found; `findings` holds the first of the `found`. */
export type AuditReport = AuditCounts & {
  ok: boolean
  found: number
  findings: AuditFinding[]
  /** How many jobs were compared with their events; null for an export, which has no jobs. */
  jobs: JobCounts | null
  /** How many rows of people, keys, owners, rules, alert rules and the like were compared with the log; null for an export. */
  rights: number | null
  /** How many hours of reports were compared with their digests; null for an export. */
  report_hours: number | null
}

type Options = {
  /** The keys (did:key) to accept; if empty, signatures are not checked. */
  keys: readonly string[]
  /** Checkpoint hashes kept outside the database, by number. */
  heads?: ReadonlyMap<number, string>
  /** Where findings are added; it may already hold some. */
  findings?: AuditFindings
  /** Is told of each page of the log and how many milliseconds it took, and may make the verification wait. */
  page?: (items: readonly AuditItem[], ms: number) => Promise<void>
  /** Of how many hours reports are compared with their digests, from the newest on; all of them unless it says otherwise. */
  reportHours?: number
  /** The same for the jobs: how many were compared so far. */
  jobs?: (compared: number) => Promise<void>
}

/**
 * Verifies the log in the database, and compares rights and jobs with what the log says of them, unless it is from before
 * the log said enough. Needs a REPEATABLE READ transaction.
 */
export async function verifyDatabase(tx: EntityManager, options: Options): Promise<AuditReport> {
  const findings = options.findings ?? new AuditFindings()
  const projection = new RightsProjection(findings)
  const history = new RightsHistory()
  const acts = new RightsActs(history)
  const reports = new ReportsProjection()
  const statements = new UsedStatements(findings)
  const alerts = new AlertsProjection()
  await readAsLogged(tx)
  const index = await indexComparison(tx, findings)
  const counts = await walk(readAuditLog(tx), {
    ...{ ...options, findings },
    // The acts first: they go by what was there before an event.
    projections: [projection, acts, history, reports, statements, alerts],
    index,
  })
  const applied = await appliedMigrations(tx)
  // Once the log has begun to say it, nobody ends the comparison by removing the name of a migration.
  const isAt = (migration: string): boolean => projection.saysMore || applied.includes(migration)
  // Before that, tables lack columns that are compared.
  if (!isAt('SignedDelegations1764000036000')) return reportOf(findings, counts, nothingCompared)
  const rights = await compareRights(tx, projection, findings, isAt('SignInLog1764000038000'))
  if (statements.isSaid || applied.includes('LoggedStatements1764000049000'))
    await compareStatements(tx, statements)
  const logsAlerts = alerts.begun || applied.includes('AlertLog1764000052000')
  const alertRows = logsAlerts ? await compareAlerts(tx, alerts, findings) : 0
  compareAgreements(history, findings)
  acts.end(findings)
  const jobs = await compareJobs(
    tx,
    findings,
    { adoption: projection.adopted, rights: history },
    options.jobs,
  )
  await comparePolicyRates(tx, findings)
  const most = options.reportHours ?? Number.POSITIVE_INFINITY
  return reportOf(findings, counts, {
    ...{ jobs, rights: rights + alertRows, report_hours: await compareReports(tx, findings, reports, most) },
  })
}

const nothingCompared = { jobs: null, rights: null, report_hours: null }

/** Verifies an export, without a database. Throws if the file cannot be read. */
export async function verifyExport(file: string, options: Options): Promise<AuditReport> {
  const findings = options.findings ?? new AuditFindings()
  const counts = await walk(readExport(file, findings), { ...options, findings })
  return reportOf(findings, counts, nothingCompared)
}

async function walk(
  pages: AsyncIterable<AuditItem[]>,
  {
    keys,
    heads = new Map(),
    findings,
    page: noted,
    projections = [],
    index,
  }: Options & {
    findings: AuditFindings
    projections?: readonly { take(event: AuditEvent): void }[]
    index?: IndexComparison
  },
): Promise<AuditCounts> {
  const isSigned = keys.length > 0 ? signatureCheck(keys) : null
  const log = new AuditWalk({ sha256, isSigned, heads, findings })
  let began = performance.now()
  for await (const page of pages) {
    for (const item of page) {
      log.take(item)
      if ('event' in item) for (const projection of projections) projection.take(item.event)
    }
    await index?.take(page.flatMap((item) => ('event' in item ? [item.event] : [])))
    await noted?.(page, performance.now() - began)
    began = performance.now()
  }
  const counts = log.end()
  index?.end()
  return counts
}

const reportOf = (
  findings: AuditFindings,
  counts: AuditCounts,
  compared: Pick<AuditReport, 'jobs' | 'rights' | 'report_hours'>,
): AuditReport => ({
  ok: findings.count === 0,
  ...counts,
  found: findings.count,
  ...compared,
  findings: findings.kept,
})
