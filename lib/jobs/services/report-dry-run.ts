import { z } from 'zod'
import { actAs } from '@/lib/db/connection/actor'
import { readDocuments } from '@/lib/jobs/db/documents'
import { keepDryRun } from '@/lib/jobs/db/dry-runs'
import { lockJob } from '@/lib/jobs/db/jobs'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { canonicalJson } from '@/lib/kernel/json/json'
import { parseBody } from '@/lib/kernel/parse-body'
import { proof } from '@/lib/kernel/role'
import type { AgentContext } from '@/lib/people/services/context'
import { type ApprovalDocument, parseDocumentText } from '@/lib/signing/domain/document'
import { type DryRunResult, dryRunResult } from '@/lib/signing/domain/dry-run'
import { dryRunCommand } from '@/lib/tasks/domain/dry-run'
import { jobTransaction, noSuchJob } from './job-failures'

/**
 * Takes what an agent found out that a request would change: of exactly that request, by the command that its document shows. It
 * becomes part of the document; what comes when nobody waits for it any more is refused.
 */
export async function reportDryRun(
  { db, viewer }: AgentContext,
  jobId: string,
  input: unknown,
): Promise<Result<{ taken: true }>> {
  if (!z.guid().safeParse(jobId).success) return noSuchJob()
  const parsed = parseBody(dryRunResult, input, 'The dry run was not taken.')
  if (!parsed.ok) return parsed
  const result = parsed.value
  return jobTransaction(db, jobId, async (tx) => {
    const job = await lockJob(tx, jobId)
    if (!job || job.target_node_did !== viewer.nodeDid) return noSuchJob()
    const [latest] = await readDocuments(tx, jobId, 1)
    const document = latest && parseDocumentText(latest.document)
    if (!document?.ok || !isOf(result, document.value))
      return fail('conflict', 'The dry run is of something else than what was requested.', {
        present: job.status,
      })
    await actAs(tx, viewer.nodeDid, viewer[proof])
    await keepDryRun(tx, result)
    return ok({ taken: true })
  })
}

function isOf(result: DryRunResult, { job_id, revision, node, offer, params }: ApprovalDocument): boolean {
  const command = offer && dryRunCommand(offer, params)
  return (
    [result.job_id, result.revision, result.node, result.offer_digest].join() ===
      [job_id, revision, node, offer?.digest].join() &&
    (result.ran === null
      ? result.how !== 'ended'
      : canonicalJson(result.ran) === canonicalJson([...(command ?? [])]))
  )
}
