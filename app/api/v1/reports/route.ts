import { ingestContextOf } from '@/lib/auth/context'
import { ingestReports } from '@/lib/services/ingest-reports'
import { readReports } from '@/lib/transport/report-body'
import { route } from '@/lib/transport/route'

export const POST = route(async ({ request, viewer }) => {
  const body = await readReports(request)
  if (!body.ok) return body
  return ingestReports(await ingestContextOf(viewer), body.value)
})
