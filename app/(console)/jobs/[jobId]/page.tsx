import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache, type ReactNode, Suspense } from 'react'
import { NodeTrust } from '@/components/consent/node-trust'
import { ConsentCard } from '@/components/jobs/consent-card'
import { DryRunCard } from '@/components/jobs/dry-run-card'
import { EmergencyCard } from '@/components/jobs/emergency-card'
import { JobActions } from '@/components/jobs/job-actions'
import { JobLog } from '@/components/jobs/job-log'
import { JobOutcome } from '@/components/jobs/job-outcome'
import { JobResult } from '@/components/jobs/job-result'
import { JobTimeline } from '@/components/jobs/job-timeline'
import { JobTitle } from '@/components/jobs/job-title'
import { NodeLately } from '@/components/jobs/node-lately'
import { NodeNow } from '@/components/jobs/node-now'
import { RestrictedJob } from '@/components/jobs/restricted-job'
import { WhatRuns } from '@/components/jobs/what-runs'
import { WhoAsks } from '@/components/jobs/who-asks'
import { LiveRefresh } from '@/components/live/live-refresh'
import { TalkCard } from '@/components/talk/talk-card'
import { Skeleton } from '@/components/ui/skeleton'
import { NodeTimes } from '@/components/ui/zone'
import { FiguresCard } from '@/components/verdict/figures-card'
import { chartedFigures, RunCharts } from '@/components/verdict/run-charts'
import { VerdictCard } from '@/components/verdict/verdict-card'
import { readerKeys } from '@/lib/auth/reader-keys'
import { requirePerson } from '@/lib/auth/viewer'
import { jobTalk } from '@/lib/board/queries/comments'
import { jobDetail, restrictedJobOf } from '@/lib/board/queries/job'
import { nextWaiting } from '@/lib/board/queries/next-waiting'
import { statusName } from '@/lib/jobs/domain/status-name'
import { shortDid } from '@/lib/kernel/did/short-did'
import { titleText } from '@/lib/kernel/text/title-text'
import { signingWays } from '@/lib/people/queries/signing-ways'
import { lastDay } from '@/lib/series/queries/last-day'
import { runCharts } from '@/lib/verdicts/queries/run-charts'
import { enrolKey } from '../../account/actions'
import {
  approveWithoutOwner,
  cancelJob,
  commentOnJob,
  followJob,
  resolveJob,
  reviewEmergency,
  skipDryRun,
  unfollowJob,
  withdrawJob,
} from '../actions'
import { JobDecision } from '../job-decision'
import { InCampaign } from './in-campaign'

type Params = { params: Promise<{ jobId: string }> }

/** Read once for title and page. */
const jobWith = cache(async (jobId: string) => jobDetail(await requirePerson(), jobId))
const restWith = cache(async (jobId: string) => restrictedJobOf(await requirePerson(), jobId))

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { jobId } = await params
  const job = await jobWith(jobId)
  if (!job) {
    const rest = await restWith(jobId)
    return {
      title: rest ? `Job ${rest.jobId.slice(0, 8)} · ${titleText(statusName(rest.status))}` : 'Not found',
    }
  }
  const { task, node, status } = job
  const name = node.name ?? shortDid(node.did)
  return { title: `${titleText(task)} on ${titleText(name)} · ${titleText(statusName(status))}` }
}

/** Cards that come later on a phone than they stand in their column. */
const Later = ({ order, children }: { order: string; children: ReactNode }) => (
  <div className={`flex min-w-0 flex-col gap-3.5 empty:hidden ${order}`}>{children}</div>
)

export default async function JobPage({ params }: Params) {
  const viewer = await requirePerson()
  const { jobId } = await params
  const job = await jobWith(jobId)
  if (!job) {
    const rest = await restWith(jobId)
    return rest ? <RestrictedJob job={rest} /> : notFound()
  }
  const [next, keys, signing] = await Promise.all([
    nextWaiting(viewer, job.jobId),
    readerKeys(),
    signingWays(viewer),
  ])
  const open = job.status === 'PendingApproval'
  const evidence = job.helped?.evidence ?? null
  const hasLog = job.log.length > 0 || job.startedAt !== null
  return (
    <NodeTimes zone={job.nodeHealth.timeZone}>
      <LiveRefresh jobs={[job.jobId]} nodes={open ? [job.node.did] : []} />
      <JobTitle job={job} next={next} />
      <InCampaign job={job} />
      <EmergencyCard job={job} review={reviewEmergency} />
      {job.helped && (
        <VerdictCard helped={job.helped} status={job.status}>
          {evidence && evidence.figures.length > 0 && (
            <Suspense fallback={<Skeleton className="m-4 h-80" />}>
              <RunCharts
                evidence={evidence}
                charts={runCharts(
                  viewer,
                  job.node.did,
                  evidence.run,
                  evidence.figures.slice(0, chartedFigures).map(({ metric }) => metric),
                )}
              />
            </Suspense>
          )}
        </VerdictCard>
      )}
      <div className="flex flex-col gap-3.5 lg:grid lg:grid-cols-[minmax(0,10fr)_minmax(20rem,7fr)] lg:items-start">
        <div className="contents lg:flex lg:flex-col lg:gap-3.5">
          <JobOutcome job={job} />
          {evidence && <FiguresCard evidence={evidence} />}
          <WhoAsks job={job} />
          <DryRunCard job={job} skip={skipDryRun} />
          <WhatRuns job={job} />
          <Later order="max-lg:order-2">
            <ConsentCard job={job} />
          </Later>
          <Later order="max-lg:order-4">
            {hasLog && (
              <JobLog
                jobId={job.jobId}
                lines={job.log}
                truncated={job.logTruncated}
                running={job.status === 'Running'}
              />
            )}
            {job.result !== null && <JobResult result={job.result} />}
            <JobTimeline job={job} />
          </Later>
        </div>
        <div className="contents lg:flex lg:flex-col lg:gap-3.5">
          <JobDecision job={job} keys={keys} signing={signing} next={next && `/jobs/${next}`} />
          <Later order="max-lg:order-2">
            <NodeTrust did={job.node.did} trust={job.nodeTrust} />
          </Later>
          <Later order="max-lg:order-3">
            <NodeNow did={job.node.did} health={job.nodeHealth} />
            <NodeLately day={lastDay(viewer, job.node.did)} />
            <TalkCard
              job={job}
              talk={jobTalk(viewer, jobId)}
              comment={commentOnJob}
              follow={followJob}
              unfollow={unfollowJob}
            />
            <JobActions
              job={job}
              admin={viewer.role === 'admin'}
              signing={signing}
              actions={{
                ...{ withdraw: withdrawJob, cancel: cancelJob, resolve: resolveJob },
                ...{ approveWithoutOwner, enrol: enrolKey },
              }}
            />
          </Later>
        </div>
      </div>
    </NodeTimes>
  )
}
