import { existsSync } from 'node:fs'
import type { DataSource } from 'typeorm'
import { AuditFindings } from '@/lib/audit/domain/finding'
import type { AuditItem } from '@/lib/audit/domain/log'
import {
  type CheckName,
  checkNames,
  checkOf,
  mostKeptFindings,
  type VerificationProgress,
  type VerificationReport,
} from '@/lib/audit/domain/verification'
import { readHeads } from './read-heads'
import { verifyDatabase } from './verify-audit'

type Options = {
  /** The keys (did:key) to accept. */
  keys: readonly string[]
  /** heads.ndjson; it need not exist. */
  heads: string
  note: (progress: VerificationProgress) => void
  /** Called between pages; it may throw to end the verification. */
  pause?: () => Promise<void>
}

const none: Record<CheckName, number> = {
  ...{ entries: 0, checkpoints: 0, rights: 0, jobs: 0, reports: 0, heads: 0 },
}

/** A fleet's reports of weeks would take hours; `hakim audit verify` compares them all. */
const reportHours = 48

const sizes = `SELECT (SELECT count(*) FROM job_events)::int AS events, (SELECT count(*) FROM maintenance_jobs)::int AS jobs`

/** Verifies the log, compares jobs and kept heads with it, and says how far it is and how long each check took. */
export async function verifyWithProgress(db: DataSource, options: Options): Promise<VerificationReport> {
  const { keys, note, pause } = options
  const findings = new AuditFindings()
  const ms: Record<CheckName, number> = { ...none }
  const done = { entries: 0, jobs: 0 }
  let last: number | null = null
  let began = performance.now()
  // Read before the snapshot, so that every head in the file is also in it.
  const heads = existsSync(options.heads) ? (await readHeads(options.heads, findings)).hashes : new Map()
  ms.heads = performance.now() - began
  const report = await db.transaction('REPEATABLE READ', async (tx) => {
    const [of] = await tx.query<{ events: number; jobs: number }[]>(sizes)
    const page = async (items: readonly AuditItem[], took: number): Promise<void> => {
      const [first] = items
      ms[first && 'checkpoint' in first ? 'checkpoints' : 'entries'] += took
      for (const item of items)
        if ('event' in item) {
          done.entries += 1
          last = Math.max(last ?? 0, item.event.id)
        }
      note({ step: 'entries', done: done.entries, of: Math.max(of?.events ?? 0, done.entries) })
      await pause?.()
      began = performance.now()
    }
    const jobs = async (compared: number): Promise<void> => {
      done.jobs = compared
      note({ step: 'jobs', done: compared, of: Math.max(of?.jobs ?? 0, compared) })
      await pause?.()
    }
    began = performance.now()
    const found = await verifyDatabase(tx, { keys, heads, findings, page, jobs, reportHours })
    ms.jobs = performance.now() - began
    return found
  })
  const counts: Record<CheckName, number> = {
    entries: report.events,
    checkpoints: report.checkpoints,
    jobs: (report.jobs?.compared ?? 0) + (report.jobs?.without_events ?? 0),
    heads: heads.size,
    rights: report.rights ?? 0,
    reports: report.report_hours ?? 0,
  }
  const found: Record<CheckName, number> = { ...none }
  for (const finding of report.findings) found[checkOf(finding)] += 1
  return {
    checks: checkNames.map((name) => ({
      ...{ name, count: counts[name], ms: Math.round(ms[name]), found: found[name] },
    })),
    found: report.found,
    findings: report.findings
      .slice(0, mostKeptFindings)
      .map((finding) => ({ check: checkOf(finding), ...finding })),
    last_event_id: last,
    uncovered: report.uncovered,
    jobs_before_log: report.jobs?.without_events ?? 0,
  }
}
