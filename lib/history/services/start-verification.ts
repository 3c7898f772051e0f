import { insertVerification } from '@/lib/audit/db/verifications'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { refusalOf } from '@/lib/people/domain/refusal'
import type { Context } from '@/lib/people/services/context'

/** Asks for a verification of the log, which one of the servers begins within two seconds. */
export async function startVerification({ db, viewer }: Context): Promise<Result<{ run_id: number }>> {
  const refusal = refusalOf('readAudit', viewer)
  if (refusal) return fail('forbidden', refusal)
  const id = await insertVerification(db.manager, viewer.kind === 'person' ? viewer.id : null)
  return id === null
    ? fail('conflict', 'A verification is already under way. Wait for its result, or stop it first.')
    : ok({ run_id: Number(id) })
}
