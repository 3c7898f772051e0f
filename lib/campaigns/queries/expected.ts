import type { EntityManager } from 'typeorm'
import type { CampaignJobRow, CampaignWave } from '@/lib/campaigns/db/campaign-jobs'
import type { CampaignRow } from '@/lib/campaigns/db/campaign-list'
import { readLastRuns } from '@/lib/campaigns/db/usual-runs'
import { expectedWaves, type Span, usualRuns } from '@/lib/campaigns/domain/expected'
import { markOf } from '@/lib/campaigns/domain/marks'

/** From the earliest to the latest time, ISO 8601; null: not known, or over. */
export type ExpectedTimes = {
  begins: { from: string; to: string } | null
  ends: { from: string; to: string } | null
}

const times = (span: Span | null) =>
  span && { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() }

/** When each wave should begin and end, by the jobs that the viewer may see. */
export async function expectedTimes(
  db: EntityManager,
  campaign: CampaignRow,
  waves: readonly CampaignWave[],
  jobs: readonly CampaignJobRow[],
): Promise<ExpectedTimes[]> {
  const usual = usualRuns(
    await readLastRuns(
      db,
      campaign.task_name,
      jobs.map(({ node_did }) => node_did),
    ),
  )
  const each = waves.map(({ wave, opened_at, waits_until, ended_at }) => ({
    ...{ wave, openedAt: opened_at && +opened_at, waitsUntil: waits_until && +waits_until },
    endedAt: ended_at && +ended_at,
    jobs: jobs
      .filter((job) => job.wave === wave)
      .map((job) => ({
        ...{ mark: markOf(job.status), usual: usual(job.node_did) },
        ...{ startedAt: job.started_at && +job.started_at, notBefore: job.window_start && +job.window_start },
      })),
  }))
  return expectedWaves(each, campaign, campaign.state, Date.now()).map(({ begins, ends }) => ({
    begins: times(begins),
    ends: times(ends),
  }))
}
