import { randomUUID } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { findByKey, startCampaign as link } from '@/lib/campaigns/db/campaigns'
import { readCandidates, readMatching } from '@/lib/campaigns/db/candidates'
import { type CampaignRequest, campaignRequest } from '@/lib/campaigns/domain/calls'
import { mostNodes } from '@/lib/campaigns/domain/campaign'
import { type Candidate, fitting, type LeftOut } from '@/lib/campaigns/domain/fit'
import { lastsAtMost } from '@/lib/campaigns/domain/lasting'
import { isUniqueViolation } from '@/lib/db/connection/failures'
import { askDryRun } from '@/lib/jobs/db/dry-runs'
import { insertJob } from '@/lib/jobs/db/requests'
import { timingProblems } from '@/lib/jobs/domain/timing'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { canonicalJson } from '@/lib/kernel/json/json'
import { parseBody } from '@/lib/kernel/parse-body'
import type { PersonViewer } from '@/lib/kernel/role'
import { peopleOnly } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { dryRunProblems } from '@/lib/tasks/domain/dry-run'

const notStarted = 'The campaign was not started.'

export type Started = {
  campaignId: string
  repeated: boolean
  jobs: number
  /** How many of them wait for what their node finds out. */
  dryRuns: number
  leftOut: LeftOut[]
}

/**
 * Requests one job on each node, all at once and by the person themselves; when each may start, the database decides by its
 * wave. With an idempotency key, a repeat returns the same campaign.
 */
export async function startCampaign(context: RightsContext, input: unknown): Promise<Result<Started>> {
  const body = parseBody<CampaignRequest>(campaignRequest, input, notStarted)
  if (!body.ok) return body
  const request = body.value
  const key = request.idempotency_key ?? null
  const attempt = () =>
    rightsTransaction(context, 'startCampaign', async (tx, who) => {
      if (who.kind !== 'person') return fail('forbidden', peopleOnly)
      const earlier = key && (await findByKey(tx, who.id, key))
      if (earlier) return repeated(earlier, request)
      const timing = { window: request.window ?? null, expires_at: request.expires_at ?? null }
      const fields = timingProblems(timing, Date.now())
      if (fields.length > 0) return fail('invalid', notStarted, { fields })
      const chosen = await chosenNodes(tx, who, request)
      return chosen.ok ? begin(tx, who, request, chosen.value) : chosen
    })
  try {
    return await attempt()
  } catch (error) {
    // The same request, sent twice at once.
    if (key === null || !isUniqueViolation(error)) throw error
    return attempt()
  }
}

type Chosen = { fit: Candidate[]; leftOut: LeftOut[] }

async function chosenNodes(
  tx: EntityManager,
  viewer: PersonViewer,
  request: CampaignRequest,
): Promise<Result<Chosen>> {
  const { nodes, fleet } = request
  if (fleet) {
    const seen = await readMatching(tx, viewer, { ...fleet, sort: 'name' }, mostNodes + 1)
    if (seen.length > mostNodes)
      return invalid('fleet', `matches more than ${mostNodes} nodes; narrow it down`)
    const dids = seen.map(({ did }) => did)
    const chosen = fitting(dids, seen, request)
    return chosen.fit.length > 0 ? ok(chosen) : invalid('fleet', 'matches no node that offers this')
  }
  const chosen = fitting(nodes ?? [], await readCandidates(tx, viewer, nodes ?? []), request)
  if (chosen.leftOut.length === 0) return ok(chosen)
  const fields = chosen.leftOut.map(({ did, why }) => ({
    ...{ path: `nodes[${nodes?.indexOf(did)}]`, message: why },
  }))
  return fail('invalid', notStarted, { fields })
}

const invalid = (path: string, message: string) =>
  fail('invalid', notStarted, { fields: [{ path, message }] })

async function begin(
  tx: EntityManager,
  requester: PersonViewer,
  request: CampaignRequest,
  { fit, leftOut }: Chosen,
): Promise<Result<Started>> {
  const { name, task_name, params, reason, nodes: _, fleet: _fleet, window, expires_at, ...others } = request
  const { idempotency_key = null, dry_run = false, ...rules } = others
  const untried = dry_run ? fit.map(({ tasks }) => dryRunProblems(tasks, request)) : []
  // Where no node can, it is refused as it is for one node.
  if (dry_run && untried.every((problems) => problems.length > 0))
    return fail('invalid', notStarted, { fields: untried[0] ?? [] })
  const campaignId = randomUUID()
  const expires = expires_at ?? window?.end ?? lastsAtMost(rules, fit.length, new Date())
  const jobs: string[] = []
  let dryRuns = 0
  for (const [index, node] of fit.entries()) {
    const jobId = await insertJob(tx, {
      ...{ nodeDid: node.did, requester, task: task_name, params, reason, idempotencyKey: null },
      timing: { window: window ?? null, expires_at: expires },
    })
    jobs.push(jobId)
    if (untried[index]?.length !== 0) continue
    await askDryRun(tx, requester.id, jobId)
    dryRuns += 1
  }
  await link(
    tx,
    {
      ...{ campaign_id: campaignId, name, task_name, params, reason, requester_id: requester.id },
      ...{ idempotency_key, ...rules },
    },
    jobs,
  )
  return ok({ campaignId, repeated: false, jobs: jobs.length, dryRuns, leftOut })
}

function repeated(
  earlier: NonNullable<Awaited<ReturnType<typeof findByKey>>>,
  request: CampaignRequest,
): Result<Started> {
  const same =
    earlier.name === request.name &&
    earlier.task_name === request.task_name &&
    canonicalJson(earlier.params) === canonicalJson(request.params)
  return same
    ? ok({
        campaignId: earlier.campaign_id,
        repeated: true,
        jobs: earlier.jobs,
        dryRuns: earlier.dry_runs,
        leftOut: [],
      })
    : fail('conflict', 'This idempotency_key belongs to another campaign; use a new one.')
}
