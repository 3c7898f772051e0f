import { findingId, logAboutFinding } from '@/lib/audit/db/finding-notes'
import { lastVerification } from '@/lib/audit/db/verifications'
import { readReport } from '@/lib/audit/domain/verification'
import { findingNote } from '@/lib/history/domain/finding-note'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

/** Keeps what somebody did about a finding of the last verification, as an entry of the log. */
export async function noteFinding(
  context: RightsContext,
  id: string,
  input: unknown,
): Promise<Result<{ finding_id: string }>> {
  const body = parseBody(findingNote, input, 'Nothing was written down.')
  if (!body.ok) return body
  return rightsTransaction(context, 'readAudit', async (tx) => {
    const last = await lastVerification(tx, 'done')
    const { findings } = readReport(last?.report) ?? { findings: [] }
    const finding = findings.find((one) => findingId(one) === id)
    if (!finding)
      return fail('not_found', 'The last verification reports no such finding. Look at what it reports now.')
    await logAboutFinding(tx, 'finding noted', { finding: { id, ...finding }, note: body.value.note })
    return ok({ finding_id: id })
  })
}
