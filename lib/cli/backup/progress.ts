import type { Progress } from '@/lib/backup/domain/tables'

const everyMs = 2_000

/** Prints a line every two seconds to standard error: standard output is for results. */
export function progressLines(): Progress {
  let next = Date.now() + everyMs
  return (table, rows) => {
    if (Date.now() < next) return
    next = Date.now() + everyMs
    console.error(`  … ${table}: ${rows.toLocaleString('en-GB')} rows`)
  }
}

export const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

export const counted = (rows: number, tables: Record<string, number>): string => {
  const of = (table: string): string => (tables[table] ?? 0).toLocaleString('en-GB')
  return (
    `${rows.toLocaleString('en-GB')} rows of ${Object.keys(tables).length} tables: ${of('nodes')} nodes, ` +
    `${of('health_reports')} reports, ${of('maintenance_jobs')} jobs, ${of('job_events')} events of the audit log`
  )
}
