import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { consentExport } from '@/lib/board/queries/consent-export'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route(jobCalls.exportConsent, async ({ params, viewer }) =>
  found(await consentExport(viewer, params.jobId), 'job with an approval document'),
)
