import { auditCalls } from '@/lib/api/domain/calls-audit'
import { apiAudit } from '@/lib/history/domain/api-audit'
import { auditPage } from '@/lib/history/queries/audit-page'
import { ok } from '@/lib/kernel/errors'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(auditCalls.listAudit, async ({ query, viewer }) => {
  const page = await auditPage(viewer, query)
  return page.ok ? ok(apiAudit(page.value)) : page
})
