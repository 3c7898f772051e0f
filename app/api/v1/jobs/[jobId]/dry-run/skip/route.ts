import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { contextOf } from '@/lib/auth/context'
import { skipDryRun } from '@/lib/jobs/services/skip-dry-run'
import { route } from '@/lib/transport/route'

export const POST = route(jobCalls.skipDryRun, async ({ params, viewer, body }) =>
  skipDryRun(await contextOf(viewer), params.jobId, body),
)
