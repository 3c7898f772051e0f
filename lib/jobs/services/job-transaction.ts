import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { actAs } from '@/lib/db/connection/actor'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { lockJob } from '@/lib/jobs/db/jobs'
import { type CaseRow, decisionCase, readCase } from '@/lib/jobs/db/votes'
import type { DecisionCase } from '@/lib/jobs/domain/refusals'
import { fail, type Result } from '@/lib/kernel/errors'
import { isStatusIn, type JobStatus } from '@/lib/kernel/job-status'
import { parseBody } from '@/lib/kernel/parse-body'
import { hasRole, lesserRole, type PersonViewer, proof } from '@/lib/kernel/role'
import { roleOf } from '@/lib/people/db/people'
import type { Context } from '@/lib/people/services/context'
import { expireJob } from './expire-jobs'
import { conflict, jobTransaction, noSuchJob } from './job-failures'

/** What all actions of people on a job have in common. */
type JobVerb<B> = {
  body: z.ZodType<B>
  /** What did not happen because of a wrong body, as a sentence. */
  otherwise: string
  /** The statuses in which the action makes sense; any other is a conflict. */
  from: readonly JobStatus[]
  /** Why this person cannot do it, by the rules of consent. */
  refusal: (viewer: PersonViewer, job: DecisionCase) => string | null
  /** Why nobody can do it with the job as it stands, which people who decide are told before what they may not do. */
  impossible?: (tx: EntityManager, jobId: string, facts: CaseRow) => Promise<string | null>
}

/** The job, locked, and everything read under the lock; the viewer has their current role. */
type JobAtHand<B> = {
  tx: EntityManager
  viewer: PersonViewer
  job: MaintenanceJobRow & { status: JobStatus }
  facts: CaseRow
  body: B
}

/**
 * One transaction about one job: parse, lock, scope, expiry, status, rule, then `work`. A job whose time has passed
 * is ended here, however late the clock is.
 */
export async function withLockedJob<B, T>(
  { db, viewer }: Context,
  verb: JobVerb<B>,
  jobId: string,
  input: unknown,
  work: (at: JobAtHand<B>) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (viewer.kind !== 'person')
    return fail(
      'forbidden',
      `${verb.otherwise} Only people can do this; agents claim jobs and report how they end.`,
    )
  if (!z.guid().safeParse(jobId).success) return noSuchJob()
  const body = parseBody(verb.body, input, verb.otherwise)
  if (!body.ok) return body
  return jobTransaction(db, jobId, async (tx) => {
    const job = await lockJob(tx, jobId)
    if (!job || !(await nodeScope(tx, viewer, job.target_node_did))) return noSuchJob()
    const facts = await readCase(tx, jobId, viewer.id)
    if (hasPassed(job, facts)) return conflict({ status: await expireJob(tx, job) })
    const status = verb.from.find((one) => one === job.status)
    if (!status) return conflict(job)
    const present = await presentPerson(tx, viewer)
    if (!present) return fail('forbidden', 'Your account is disabled or no longer exists.')
    // Requesters never may, whoever else could.
    const mayElsewhere = hasRole(present.role, 'approver') && job.requester_did !== present.did
    const impossible = mayElsewhere && (await verb.impossible?.(tx, jobId, facts))
    if (impossible) return fail('conflict', impossible, { present: job.status })
    const refusal = verb.refusal(present, decisionCase(job, facts))
    if (refusal) return fail('forbidden', refusal)
    await actAs(tx, viewer.did, viewer[proof])
    return work({ tx, viewer: present, job: { ...job, status }, facts, body: body.value })
  })
}

/** Whether the job's time has passed although the clock has not ended it yet. */
export const hasPassed = (job: MaintenanceJobRow, facts: CaseRow): boolean =>
  facts.overdue && isStatusIn('unclaimed', job.status)

/** The person with at most their current role: a demotion counts at once. */
async function presentPerson(tx: EntityManager, viewer: PersonViewer): Promise<PersonViewer | null> {
  const role = await roleOf(tx, viewer.id)
  return role && { ...viewer, role: lesserRole(viewer.role, role) }
}
