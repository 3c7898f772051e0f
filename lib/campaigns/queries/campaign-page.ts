import type { CampaignJobRow } from '@/lib/campaigns/db/campaign-jobs'
import type { CampaignRow } from '@/lib/campaigns/db/campaign-list'
import { followsCampaign } from '@/lib/campaigns/db/follows'
import { readAsked, readLastReminder } from '@/lib/campaigns/db/reminders'
import type { CampaignsRequest } from '@/lib/campaigns/domain/calls'
import type { CampaignHead, CampaignJob, CampaignPage } from '@/lib/campaigns/domain/campaign-page'
import { countMarks, markOf } from '@/lib/campaigns/domain/marks'
import { ownerShares } from '@/lib/campaigns/domain/owner-shares'
import { highestRisk, variantsOf } from '@/lib/campaigns/domain/variants'
import { waitText } from '@/lib/campaigns/domain/words'
import { database } from '@/lib/db/connection/server-database'
import { type NodeBeside, nodesBeside } from '@/lib/fleet/queries/nodes-beside'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'
import { campaignWithJobs, listedCampaigns } from './api-campaigns'
import { expectedTimes } from './expected'

const person = (did: string | null, name: string | null) =>
  did === null || name === null ? null : { did, name }

function headOf(row: CampaignRow): CampaignHead {
  const counts = countMarks(row.by_status)
  const { wave_size, pause_minutes, wait_minutes, at_once, stop_failures, stop_worse } = row
  return {
    ...{ id: row.campaign_id, name: row.name, task: row.task_name, params: row.params, reason: row.reason },
    requester: person(row.requester_did, row.requester_name),
    ...{ createdAt: row.created_at.toISOString(), state: row.state, stateAt: row.state_at.toISOString() },
    ...{ stateBy: person(row.state_by_did, row.state_by_name), stateReason: row.state_reason },
    rules: { wave_size, pause_minutes, wait_minutes, at_once, stop_failures, stop_worse },
    ...{ waves: row.waves, wave: row.wave, counts, worse: row.worse },
    nodes: Object.values(counts).reduce((sum, count) => sum + count, 0),
    failures: Math.max(0, counts.failed + counts.lost - row.failures_before),
  }
}

export async function campaignList(viewer: PersonViewer, request: CampaignsRequest) {
  const { campaigns, next } = await listedCampaigns(viewer, request)
  return { campaigns: campaigns.map(headOf), next }
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** `waits`: what it waits for, if it has not started. The reason of all its requests is said once, above. */
function jobOf(
  row: CampaignJobRow,
  node: NodeBeside | undefined,
  waits: string | null,
  reason: string,
): CampaignJob {
  const mark = markOf(row.status)
  const running = [row.progress_message, row.progress_percent === null ? null : `${row.progress_percent}%`]
  const ended = mark === 'running' ? Date.now() : row.completed_at?.getTime()
  return {
    ...{ id: row.job_id, mark },
    node: { did: row.node_did, name: row.node_name, state: node?.state ?? null },
    said:
      mark === 'running'
        ? running.filter(Boolean).join(', ') || null
        : (waits ?? (row.said === reason ? null : row.said)),
    ...{ verdict: row.verdict, dryRun: row.dry_run, approvedBy: row.approved_by },
    seconds: row.started_at && ended ? Math.max(0, (ended - row.started_at.getTime()) / 1_000) : null,
  }
}

/** A campaign with all that its page shows; null if for this viewer there is none. */
export async function campaignPage(viewer: PersonViewer, id: string): Promise<CampaignPage | null> {
  const found = await campaignWithJobs(viewer, id)
  if (!found) return null
  const { campaign, waves, jobs } = found
  const { manager } = await database()
  const [nodes, expected, asked, reminder, follows] = await Promise.all([
    nodesBeside(
      manager,
      viewer,
      jobs.map(({ node_did }) => node_did),
    ),
    expectedTimes(manager, campaign, waves, jobs),
    readAsked(manager, viewer, id),
    readLastReminder(manager, id),
    followsCampaign(manager, id, viewer.id),
  ])
  const running = jobs.filter(({ status }) => markOf(status) === 'running').length
  const relations = campaign.requester_id === viewer.id ? (['requester'] as const) : []
  const variants = variantsOf(
    jobs.map((job) => ({ name: job.node_name ?? job.node_did, tasks: nodes.get(job.node_did)?.tasks })),
    campaign.task_name,
  )
  return {
    ...headOf(campaign),
    ...{ variants, risk: highestRisk(variants) },
    each: waves.map((wave, index) => ({
      ...{ wave: wave.wave, openedAt: iso(wave.opened_at), waitsUntil: iso(wave.waits_until) },
      endedAt: iso(wave.ended_at),
      ...(expected[index] ?? { begins: null, ends: null }),
      jobs: jobs
        .filter((job) => job.wave === wave.wave)
        .map((job) => {
          const node = nodes.get(job.node_did)
          const held = { mark: markOf(job.status), silent: node?.state === 'Silent' }
          const isOpen = wave.opened_at !== null && wave.ended_at === null && campaign.state === 'running'
          return jobOf(job, node, isOpen ? waitText(held, campaign, running) : null, campaign.reason)
        }),
    })),
    owners: ownerShares(jobs.map(({ status, said, owners }) => ({ mark: markOf(status), said, owners }))),
    refusal: refusalOf('moveCampaign', viewer, relations),
    asked: asked.length,
    remindRefusal: refusalOf('remindOwners', viewer, relations),
    reminder: reminder && {
      ...{ at: reminder.at.toISOString(), by: reminder.by_name, nextAt: reminder.next_at.toISOString() },
      people: reminder.people,
    },
    follows: campaign.ended_at !== null || campaign.requester_id === viewer.id ? null : follows,
  }
}
