import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '@/lib/agent/host/log'
import { appendOwn, readOwn, syncFolder } from '@/lib/agent/host/own-files'
import { writeWhole } from '@/lib/agent/host/state-dir'
import type { ReportedDryRun } from '@/lib/signing/domain/verify-consent'

const triedJob = z.object({
  job_id: z.string(),
  revision: z.number().int(),
  /** When its dry run was started. */
  at: z.iso.datetime(),
  /** What was reported; null: nothing yet. */
  report: z
    .object({ digest: z.string(), exit_code: z.number().int().nullable(), taken: z.boolean() })
    .nullable(),
})
type TriedJob = z.infer<typeof triedJob>

export type TriedJobs = {
  /** Whether a dry run of this revision was started here. */
  has: (jobId: string, revision: number) => boolean
  /** What was reported of it. */
  of: (jobId: string, revision: number) => ReportedDryRun | null
  /** How many were started within the last hour. */
  lately: () => number
  /** Keeps on disk that one is about to start; returns why it could not, or null. */
  begin: (jobId: string, revision: number) => string | null
  /** Keeps on disk what is about to be reported, or has been; the same answer. */
  report: (jobId: string, revision: number, report: ReportedDryRun) => string | null
}

/** As long as what was started is kept (started-jobs.ts). */
const keptMs = 400 * 86_400_000

const nameOf = (jobId: string, revision: number): string => `${jobId} ${revision}`
const lineOf = (job: TriedJob): string => `${JSON.stringify(job)}\n`
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Of which jobs this node has said what they would change, so that it runs none that its owners were shown otherwise, and finds that
 * out only so often, after a restart too.
 * @param folder the state folder
 */
export function openTriedJobs(folder: string, log: Log): TriedJobs {
  const file = join(folder, 'dry-runs.ndjson')
  const jobs = new Map<string, TriedJob>()
  let whole = false
  try {
    const text = isThere(file) ? readOwn(file).toString() : ''
    const since = Date.now() - keptMs
    for (const job of text.split('\n').slice(0, -1).flatMap(parseLine))
      if (!(Date.parse(job.at) <= since)) jobs.set(nameOf(job.job_id, job.revision), job)
    whole = text === [...jobs.values()].map(lineOf).join('')
  } catch (error) {
    log.warn(`What this node said of dry runs cannot be read from ${file}: ${reasonOf(error)}.`)
  }
  const keep = (job: TriedJob): string | null => {
    jobs.set(nameOf(job.job_id, job.revision), job)
    try {
      // The folder may have vanished, and part of a line may have been written to a full disk.
      const append = whole && isThere(file)
      whole = false
      if (append) appendOwn(file, lineOf(job))
      else {
        writeWhole(file, [...jobs.values()].map(lineOf).join(''))
        syncFolder(folder)
      }
      whole = true
      return null
    } catch (error) {
      return reasonOf(error)
    }
  }
  return {
    has: (jobId, revision) => jobs.has(nameOf(jobId, revision)),
    of: (jobId, revision) => jobs.get(nameOf(jobId, revision))?.report ?? null,
    lately: () => {
      const since = Date.now() - 3_600_000
      return [...jobs.values()].filter(({ at }) => !(Date.parse(at) <= since)).length
    },
    begin: (job_id, revision) => keep({ job_id, revision, at: new Date().toISOString(), report: null }),
    report: (job_id, revision, report) => {
      const at = jobs.get(nameOf(job_id, revision))?.at ?? new Date().toISOString()
      return keep({ job_id, revision, at, report })
    },
  }
}

const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined

/** None if the line cannot be read. */
function parseLine(line: string): TriedJob[] {
  try {
    return [triedJob.parse(JSON.parse(line))]
  } catch {
    return []
  }
}
