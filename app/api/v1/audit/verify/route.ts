import { auditCalls } from '@/lib/api/domain/calls-audit'
import { contextOf } from '@/lib/auth/context'
import { apiVerifications } from '@/lib/history/domain/api-audit'
import { verifications } from '@/lib/history/queries/verifications'
import { startVerification } from '@/lib/history/services/start-verification'
import { stopVerification } from '@/lib/history/services/stop-verification'
import { ok } from '@/lib/kernel/errors'
import { route } from '@/lib/transport/route'

export const GET = route(auditCalls.getVerification, async ({ viewer }) => {
  const found = await verifications(viewer)
  return found.ok ? ok(apiVerifications(found.value)) : found
})

export const POST = route(auditCalls.startVerification, async ({ viewer }) =>
  startVerification(await contextOf(viewer)),
)

export const DELETE = route(auditCalls.stopVerification, async ({ viewer }) =>
  stopVerification(await contextOf(viewer)),
)
