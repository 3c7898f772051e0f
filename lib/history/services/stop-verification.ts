import { askToStop } from '@/lib/audit/db/verifications'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { refusalOf } from '@/lib/people/domain/refusal'
import type { Context } from '@/lib/people/services/context'

/** Stops the verification that waits or is under way; its server does so within a second. */
export async function stopVerification({ db, viewer }: Context): Promise<Result<{ stopping: boolean }>> {
  const refusal = refusalOf('readAudit', viewer)
  if (refusal) return fail('forbidden', refusal)
  return ok({ stopping: await askToStop(db.manager) })
}
