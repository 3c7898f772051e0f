import { decisionCalls } from '@/lib/api/domain/calls-decisions'
import { contextOf } from '@/lib/auth/context'
import { approveWithoutOwner } from '@/lib/jobs/services/approve-without-owner'
import { route } from '@/lib/transport/route'

export const POST = route(decisionCalls.approveWithoutOwner, async ({ params, viewer, body }) =>
  approveWithoutOwner(await contextOf(viewer), params.jobId, body),
)
