import type { DataSource } from 'typeorm'
import { hashOfJob } from '@/lib/db/approval-hash'
import { JobDetails } from '@/lib/db/entities/job-details'
import { MaintenanceJob, type MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import type { Result } from '@/lib/domain/errors'
import type { PersonViewer } from '@/lib/domain/role'
import { decideJob } from './decide-job'
import { requestJob } from './request-job'

/** The value of a result that must be one. */
export function done<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`${result.error.kind}: ${result.error.detail} ${JSON.stringify(result.error.fields ?? [])}`)
}

/** What failed, in one line: `conflict Running`, `invalid params.a`. */
export const failureOf = (result: Result<unknown>): string => {
  if (result.ok) return 'ok'
  const { kind, present, fields } = result.error
  return [kind, present, ...(fields ?? []).map((field) => field.path)].filter(Boolean).join(' ')
}

export const storedJob = (db: DataSource, jobId: string): Promise<MaintenanceJobRow> =>
  db.manager.findOneByOrFail(MaintenanceJob, { job_id: jobId })

export async function requestedJob(
  db: DataSource,
  requester: PersonViewer,
  nodeDid: string,
): Promise<string> {
  const input = {
    target_node_did: nodeDid,
    task_name: 'restart_service',
    params: { n: 1 },
    reason: 'It hangs',
  }
  return done(await requestJob({ db, viewer: requester }, input)).jobId
}

/** The hash that whoever decides was shown. */
export const shownHash = async (db: DataSource, jobId: string): Promise<string> =>
  hashOfJob({
    ...(await db.manager.findOneByOrFail(JobDetails, { job_id: jobId })),
    ...(await storedJob(db, jobId)),
  })

export async function approvedJob(
  db: DataSource,
  requester: PersonViewer,
  owner: PersonViewer,
  nodeDid: string,
): Promise<string> {
  const jobId = await requestedJob(db, requester, nodeDid)
  done(
    await decideJob({ db, viewer: owner }, 'Approved', jobId, { approval_hash: await shownHash(db, jobId) }),
  )
  return jobId
}
