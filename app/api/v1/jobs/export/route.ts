import { jobCalls } from '@/lib/api/domain/calls-jobs'
import { readerZone } from '@/lib/auth/reader-zone'
import { jobExport } from '@/lib/board/queries/job-export'
import { shownZone } from '@/lib/kernel/time/shown-zone'
import { queryRoute } from '@/lib/transport/route'

const types = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json' } as const

export const GET = queryRoute(jobCalls.exportJobs, async ({ query, viewer }) => {
  const file = await jobExport(viewer, query, shownZone(await readerZone(), null))
  if (!file.ok) return file
  return new Response(file.value, {
    headers: {
      'content-type': types[query.format],
      'content-disposition': `attachment; filename="hakim-jobs.${query.format}"`,
      'cache-control': 'no-store',
    },
  })
})
