import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { contextOf } from '@/lib/auth/context'
import { approveWithoutOwner } from '@/lib/jobs/services/approve-without-owner'
import { route } from '@/lib/transport/route'

export const POST = route(jobCalls.approveWithoutOwner, async ({ params, viewer, body }) =>
  approveWithoutOwner(await contextOf(viewer), params.jobId, body),
)
