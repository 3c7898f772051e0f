import { Link } from '@/components/ui/link'
import { campaignOfJob } from '@/lib/campaigns/queries/campaign-of-job'
import { isStatusIn } from '@/lib/kernel/job-status'

/** Of which campaign a job is a part, and why it does not start yet. The caller has checked who may see the job. */
export async function InCampaign({ job }: { job: { jobId: string; status: string } }) {
  const campaign = await campaignOfJob(job.jobId)
  if (!campaign) return null
  const holds = isStatusIn('unclaimed', job.status) ? campaign.holds : null
  return (
    <p className="text-ink-2">
      Wave {campaign.wave} of {campaign.waves} of the campaign{' '}
      <Link href={`/campaigns/${campaign.id}`} className="text-accent underline">
        <bdi>{campaign.name}</bdi>
      </Link>
      .{holds !== null && <span className="font-medium text-warning"> {holds}; no agent can claim it.</span>}
    </p>
  )
}
