import { NodeTrust } from '@/components/consent/node-trust'
import { ConsentCard } from '@/components/jobs/consent-card'
import { DryRunCard } from '@/components/jobs/dry-run-card'
import { EmergencyCard } from '@/components/jobs/emergency-card'
import { NodeLately } from '@/components/jobs/node-lately'
import { NodeNow } from '@/components/jobs/node-now'
import { WhatRuns } from '@/components/jobs/what-runs'
import { WhoAsks } from '@/components/jobs/who-asks'
import { Expiry } from '@/components/ui/expiry'
import { JobPill } from '@/components/ui/job-pill'
import { Link } from '@/components/ui/link'
import { NotInLog } from '@/components/ui/not-in-log'
import { RiskMark } from '@/components/ui/risk-mark'
import { ScrollBox } from '@/components/ui/scroll-box'
import { VisibleText } from '@/components/ui/visible-text'
import { NodeTimes } from '@/components/ui/zone'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { shortDid } from '@/lib/kernel/did/short-did'
import type { PersonViewer } from '@/lib/kernel/role'
import { visibleData } from '@/lib/kernel/text/visible-text'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { lastDay } from '@/lib/series/queries/last-day'
import { reviewEmergency, skipDryRun } from './actions'
import { JobDecision } from './job-decision'

/** A job beside the list: what an approver reads on its page, with the decision always in sight. */
export function JobPreview(props: {
  viewer: PersonViewer
  job: JobDetail
  keys: boolean
  signing: SigningWays
  next: string | null
}) {
  const { viewer, job } = props
  return (
    <NodeTimes zone={job.nodeHealth.timeZone}>
      <section aria-label="The chosen job" className="flex h-full flex-col gap-3.5">
        <header className="flex flex-col gap-1">
          <div className="flex items-baseline justify-between gap-3">
            <h2 className="min-w-0 text-base font-title [overflow-wrap:anywhere]">
              <span className="font-mono">
                <VisibleText parts={visibleData(job.task)} />
              </span>{' '}
              on <VisibleText parts={visibleData(job.node.name ?? shortDid(job.node.did))} />
            </h2>
            <Link href={`/jobs/${job.jobId}`} className="text-accent underline">
              Open
            </Link>
          </div>
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <RiskMark risk={job.approved?.document.offer?.risk ?? null} suffix=" risk" />
            {job.status === 'PendingApproval' ? <Expiry job={job} /> : <JobPill status={job.status} />}
            {!job.inLog && <NotInLog />}
          </p>
        </header>
        <ScrollBox label="What to decide on" className="min-h-0 flex-1 rounded-card">
          <div className="flex flex-col gap-3.5">
            <EmergencyCard job={job} review={reviewEmergency} />
            <WhoAsks job={job} />
            <DryRunCard job={job} skip={skipDryRun} />
            <WhatRuns job={job} />
            <NodeLately day={lastDay(viewer, job.node.did)} />
            <NodeNow did={job.node.did} health={job.nodeHealth} />
            <ConsentCard job={job} />
            <NodeTrust did={job.node.did} trust={job.nodeTrust} />
          </div>
        </ScrollBox>
        <JobDecision {...props} />
      </section>
    </NodeTimes>
  )
}
