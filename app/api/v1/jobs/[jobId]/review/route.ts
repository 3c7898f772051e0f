import { decisionCalls } from '@/lib/api/domain/calls-decisions'
import { contextOf } from '@/lib/auth/context'
import { reviewEmergency } from '@/lib/jobs/services/review-emergency'
import { route } from '@/lib/transport/route'

export const POST = route(decisionCalls.reviewEmergency, async ({ params, viewer, body }) =>
  reviewEmergency(await contextOf(viewer), params.jobId, body),
)
