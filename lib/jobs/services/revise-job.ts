import { isDeepStrictEqual } from 'node:util'
import type { EntityManager } from 'typeorm'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { Node } from '@/lib/db/entities/node'
import { windowOf } from '@/lib/jobs/db/approval-hash'
import { moveJob } from '@/lib/jobs/db/jobs'
import { changeTiming } from '@/lib/jobs/db/requests'
import type { CaseRow } from '@/lib/jobs/db/votes'
import { type Revision, revision } from '@/lib/jobs/domain/calls'
import { reviseRefusal } from '@/lib/jobs/domain/refusals'
import { type JobTiming, timingProblems } from '@/lib/jobs/domain/timing'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { type JobStatus, statusesOf } from '@/lib/kernel/job-status'
import { canonicalJson, type JsonObject, jsonProblem } from '@/lib/kernel/json/json'
import { jsonValue } from '@/lib/kernel/json/schemas'
import type { Context } from '@/lib/people/services/context'
import { checkTask } from './check-task'
import { conflict } from './job-failures'
import { withLockedJob } from './job-transaction'

const notChanged = 'Nothing was changed.'

/** Changes a request before the claim. This makes a new revision: all votes are void and it needs a new decision. */
export const reviseJob = (
  context: Context,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: JobStatus }>> =>
  withLockedJob(
    context,
    {
      body: revision,
      otherwise: notChanged,
      from: statusesOf('unclaimed'),
      refusal: reviseRefusal,
    },
    jobId,
    input,
    async ({ tx, viewer, job, facts, body }) => {
      const timing = timingAfter(facts, body)
      const problem = await revisionProblem(tx, job, body, timing)
      if (problem) return problem
      const parts = changedParts(job, facts, body, timing)
      if (parts.length === 0)
        return fail('invalid', 'The job already asks for exactly this; nothing was changed.')
      const message = `Changed (${parts.join(', ')})${body.reason ? `: ${body.reason}` : ''}`
      const change = { status: 'PendingApproval', message, actor_did: viewer.did }
      if (!(await moveJob(tx, job, change, body.params))) return conflict(job)
      await changeTiming(tx, jobId, facts.revision, timing)
      return ok({ status: 'PendingApproval' })
    },
  )

/** A later window moves the expiry too, so that the job does not expire before it. */
function timingAfter(facts: CaseRow, change: Revision): JobTiming {
  const window = change.window === undefined ? windowOf(facts) : change.window
  const before = facts.expires_at?.toISOString() ?? null
  const ends = [before, change.window ? change.window.end : null].filter((end) => end !== null)
  return { window, expires_at: change.expires_at ?? ends.sort().at(-1) ?? null }
}

async function revisionProblem(
  tx: EntityManager,
  job: MaintenanceJobRow,
  change: Revision,
  timing: JobTiming,
) {
  if (change.params) {
    const node = await tx.findOneByOrFail(Node, { node_did: job.target_node_did })
    const checked = checkTask(node, { task_name: job.task_name, params: change.params }, notChanged)
    if (!checked.ok) return checked
  }
  const fields = timingProblems(timing, Date.now())
  return fields.length > 0 ? fail('invalid', notChanged, { fields }) : null
}

/** What differs from the stored request, in words; forms send all their fields. */
function changedParts(job: MaintenanceJobRow, facts: CaseRow, change: Revision, timing: JobTiming): string[] {
  const after = columnsOf(timing)
  return [
    ...(change.params && !isSame(change.params, job.params) ? ['parameters'] : []),
    ...(isDeepStrictEqual(windowOf(facts), windowOf(after)) ? [] : ['window']),
    ...(isDeepStrictEqual(facts.expires_at, after.expires_at) ? [] : ['expiry']),
  ]
}

/** Stored parameters that cannot be reviewed differ from any others. */
const isSame = (sent: JsonObject, stored: unknown): boolean =>
  !jsonProblem(stored ?? null) && canonicalJson(sent) === canonicalJson(jsonValue.parse(stored ?? null))

const columnsOf = ({ window, expires_at }: JobTiming) => ({
  window_start: window && new Date(window.start),
  window_end: window && new Date(window.end),
  time_zone: window?.time_zone ?? null,
  expires_at: expires_at === null ? null : new Date(expires_at),
})
