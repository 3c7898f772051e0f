import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '@/lib/agent/host/log'
import { appendOwn, readOwn, syncFolder } from '@/lib/agent/host/own-files'
import { writeWhole } from '@/lib/agent/host/state-dir'
import type { PolicyUse, UsedPolicy } from '@/lib/signing/domain/check-policies'
import type { ApprovalDocument } from '@/lib/signing/domain/document'

const startedJob = z.object({
  job_id: z.string(),
  revision: z.number().int(),
  /** From then on its document is refused as too late; null: never. */
  ends: z.string().nullable(),
  /** Which policies approved it, and when it was started; absent: none. */
  by: z
    .object({
      at: z.iso.datetime(),
      policies: z.array(z.object({ person: z.string(), policy_id: z.string(), revision: z.number().int() })),
    })
    .optional(),
})
type StartedJob = z.infer<typeof startedJob>

export type StartedJobs = {
  ran: (jobId: string, revision: number) => boolean
  /** How policies were used here. */
  used: PolicyUse
  /** Keeps on disk that this is about to run, and by which policies; returns why it could not, or null. */
  add: (document: ApprovalDocument, policies?: readonly UsedPolicy[]) => string | null
}

/**
 * A job of a policy counts for the rest of its day. The server counts from the claim, over 24 hours: half an hour less, for clocks and for
 * a job that had to wait here, lets no job be refused that it approved.
 */
export const policyDayMs = 23.5 * 3_600_000

/** Longer than any clock is off that was set back and not noticed. */
const keptMs = 400 * 86_400_000

const nameOf = (jobId: string, revision: number): string => `${jobId} ${revision}`
const lineOf = (job: StartedJob): string => `${JSON.stringify(job)}\n`
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const endOf = ({ window, expires_at }: ApprovalDocument): string | null =>
  [window?.end, expires_at].flatMap((time) => time ?? []).sort()[0] ?? null

/**
 * What was started on this node, so that nothing runs a second time even if the server hands it out again. What has been over
 * for 400 days is dropped when the agent starts: its document is refused for its time anyway. What never expires stays, and so does
 * the newest use of each policy.
 * @param folder the state folder
 */
export function openStartedJobs(folder: string, log: Log): StartedJobs {
  const file = join(folder, 'started-jobs.ndjson')
  const jobs = new Map<string, StartedJob>()
  const keep = (job: StartedJob): void => void jobs.set(nameOf(job.job_id, job.revision), job)
  /** Whether the file holds exactly `jobs`, so that a line can be appended. */
  let whole = false
  const writeAll = (): void => {
    writeWhole(file, [...jobs.values()].map(lineOf).join(''))
    syncFolder(folder)
  }
  let unreadable: string | null = null
  try {
    const text = isThere(file) ? readOwn(file).toString() : ''
    const lines = text.split('\n').slice(0, -1)
    const read = lines.flatMap(parseLine)
    const since = Date.now() - keptMs
    const newest = newestUses(read)
    for (const job of read)
      if (job.ends === null || !(Date.parse(job.ends) <= since) || newest.has(job)) keep(job)
    // A last line without its end was cut off by a crash, before what it names was started.
    whole = text === [...jobs.values()].map(lineOf).join('')
    const lost = lines.length - read.length
    if (lost > 0) {
      unreadable = `${lost === 1 ? 'a line' : `${lost} lines`} of ${file} cannot be read; look at the file, and remove them if nothing they name must run again`
      log.error(`What was started on this node is not known: ${unreadable}.`)
    }
  } catch (error) {
    unreadable = reasonOf(error)
    log.error(`What was started on this node cannot be read from ${file}: ${unreadable}.`)
  }
  return {
    ran: (jobId, revision) => jobs.has(nameOf(jobId, revision)),
    used: (person, policyId) => {
      const since = Date.now() - policyDayMs
      const by = [...jobs.values()].flatMap((job) =>
        (job.by?.policies ?? [])
          .filter((one) => one.person === person && one.policy_id === policyId)
          .map(({ revision }) => ({ revision, at: Date.parse(job.by?.at ?? '') })),
      )
      return {
        revision: Math.max(0, ...by.map(({ revision }) => revision)),
        started: by.filter(({ at }) => !(at <= since)).length,
      }
    },
    add: (document, policies = []) => {
      if (unreadable !== null) return unreadable
      const { job_id, revision } = document
      const by = { at: new Date().toISOString(), policies: [...policies] }
      const job = { job_id, revision, ends: endOf(document), ...(policies.length > 0 && { by }) }
      keep(job)
      try {
        // The folder may have vanished, and part of a line may have been written to a full disk.
        const append = whole && isThere(file)
        whole = false
        if (append) appendOwn(file, lineOf(job))
        else writeAll()
        whole = true
        return null
      } catch (error) {
        return reasonOf(error)
      }
    },
  }
}

/** The last job of each policy by its newest revision: an older one may have been signed to start much later. */
function newestUses(jobs: readonly StartedJob[]): Set<StartedJob> {
  const last = new Map<string, { job: StartedJob; revision: number }>()
  for (const job of jobs)
    for (const { person, policy_id, revision } of job.by?.policies ?? []) {
      const name = `${person} ${policy_id}`
      if (revision >= (last.get(name)?.revision ?? 0)) last.set(name, { job, revision })
    }
  return new Set([...last.values()].map(({ job }) => job))
}

const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined

/** None if the line cannot be read. */
function parseLine(line: string): StartedJob[] {
  try {
    return [startedJob.parse(JSON.parse(line))]
  } catch {
    return []
  }
}
