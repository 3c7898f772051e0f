import type { EntityManager } from 'typeorm'
import { sha256 } from '@/lib/audit/db/hash'
import {
  changedLate,
  keptDays,
  lateOfHour,
  type NodeHour,
  nodesOfHour,
  reportLog,
  storedHour,
} from '@/lib/audit/db/report-hours'
import type { AuditFindings } from '@/lib/audit/domain/finding'
import { hourText, type LoggedHour, type ReportsProjection } from '@/lib/audit/domain/report-hours'

const mostLate = 1_000

const shownHour = (hour: number): string => new Date(hour * 3_600_000).toISOString().replace(':00.000Z', 'Z')

/**
 * Compares reports with the digests that the log has of them: the newest `mostHours` hours, as far as retention keeps them.
 * Returns the number of hours.
 */
export async function compareReports(
  tx: EntityManager,
  findings: AuditFindings,
  projection: ReportsProjection,
  mostHours: number,
): Promise<number> {
  const log = await reportLog(tx)
  const last = Math.max(log?.digested_hour ?? 0, ...projection.hours.keys())
  const first = Math.max(
    Math.min(log?.first_hour ?? last + 1, ...projection.hours.keys()),
    projection.retiredBeforeDay * 24,
    last - mostHours + 1,
  )
  const comparison = new Comparison(tx, findings, projection, await keptDays(tx))
  for (let hour = first; hour <= last; hour += 1) await comparison.compare(hour)
  return Math.max(0, last - first + 1)
}

class Comparison {
  constructor(
    private readonly tx: EntityManager,
    private readonly findings: AuditFindings,
    private readonly projection: ReportsProjection,
    private readonly kept: ReadonlyMap<string, number>,
  ) {}

  async compare(hour: number): Promise<void> {
    const logged = this.projection.hours.get(hour)
    const stored = (await storedHour(this.tx, hour)) ?? []
    if (logged ? logged.sha256 !== sha256(null, hourText(stored)) : stored.length > 0)
      this.report(logged, `reports digests of the hour ${shownHour(hour)} are not those that the log has`)
    await this.compareNodes(hour, stored, logged)
    const late = await lateOfHour(this.tx, hour)
    if (logged ? logged.late !== late.late || logged.lateSha256 !== late.sha256 : late.late > 0)
      this.report(
        logged,
        `reports that came late in the hour ${shownHour(hour)} are not those that the log has`,
      )
    for (const each of await changedLate(this.tx, hour, mostLate))
      if (this.isCompared(each.node, each.hour))
        this.report(
          logged,
          `reports of ${each.node} that came late in the hour ${shownHour(hour)} have changed`,
        )
  }

  private async compareNodes(hour: number, stored: readonly NodeHour[], logged?: LoggedHour): Promise<void> {
    const now = new Map((await nodesOfHour(this.tx, hour)).map((each) => [each.node, each]))
    for (const { node, reports, sha256: digest } of stored) {
      const found = now.get(node)
      now.delete(node)
      if (found?.sha256 !== digest && this.isCompared(node, hour))
        this.report(
          logged,
          `reports of ${node} in the hour ${shownHour(hour)} have changed: ${found?.reports ?? 0}, and the log had ${reports}`,
        )
    }
    for (const { node, reports } of now.values())
      if (this.isCompared(node, hour))
        this.report(
          logged,
          `reports of ${node} in the hour ${shownHour(hour)} are not in the log: ${reports}`,
        )
  }

  /** Retention or somebody on record may have taken them away. */
  private isCompared(node: string, hour: number): boolean {
    const retired = Math.min(this.kept.get(node) ?? 0, this.projection.retiredBeforeDay)
    return hour >= retired * 24 && !this.projection.isChanged(node, hour)
  }

  private report(logged: LoggedHour | undefined, detail: string): void {
    this.findings.add(
      'unlike',
      { id: logged?.id ?? null, stream: 'rights', seq: logged?.seq ?? null },
      detail,
    )
  }
}
