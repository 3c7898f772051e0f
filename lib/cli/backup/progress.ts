import type { Progress } from '@/lib/backup/domain/tables'

const everyMs = 2_000

/**
 * Prints what is being done to standard error, from the second second on and a line every two seconds: standard output is
 * for results. A step that counts nothing may take long, so it is printed when it begins.
 */
export function progressLines(): Progress {
  const begun = Date.now()
  let last = begun
  return (step, rows) => {
    const now = Date.now()
    if (now - (rows === undefined ? begun : last) < everyMs) return
    last = now
    console.error(`  … ${step}${rows === undefined ? '' : `: ${rows.toLocaleString('en-GB')} rows`}`)
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
