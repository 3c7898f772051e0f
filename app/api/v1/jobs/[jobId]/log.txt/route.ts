import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { jobLogText } from '@/lib/board/queries/job-log'
import { found } from '@/lib/transport/found'
import { route } from '@/lib/transport/route'

export const GET = route(jobCalls.downloadJobLog, async ({ params, viewer }) => {
  const text = found(await jobLogText(viewer, params.jobId), 'job')
  if (!text.ok) return text
  return new Response(text.value, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="job-${params.jobId}.log"`,
      'cache-control': 'no-store',
    },
  })
})
