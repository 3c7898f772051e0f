import { auditCalls } from '@/lib/api/domain/calls-audit'
import { checkpointKey } from '@/lib/audit/services/signing'
import { config, readSecret } from '@/lib/config'
import { openExport } from '@/lib/history/services/open-export'
import { route } from '@/lib/transport/route'

export const GET = route(auditCalls.exportAudit, async ({ viewer }) => {
  const lines = await openExport(viewer, checkpointKey(readSecret(config())).did)
  if (!lines.ok) return lines
  return new Response(lines.value, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="hakim-audit.jsonl"',
      'cache-control': 'no-store',
    },
  })
})
