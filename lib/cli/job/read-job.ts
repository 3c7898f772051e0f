import { z } from 'zod'
import { CommandError } from '@/lib/cli/exit'
import type { Server } from '@/lib/cli/server/connect'
import { shownLine } from '@/lib/cli/shown'
import { type ApprovalDocument, documentDigest, parseDocument } from '@/lib/signing/domain/document'
import { type DryRunResult, dryRunMismatch, parseDryRun } from '@/lib/signing/domain/dry-run'
import { problemText } from '@/lib/signing/domain/strict'
import { hiddenJob, type OneJob, oneJob } from './job-answer'

/** The parameters of a call about one job. */
export const oneOf = (id: string) => ({ params: { path: { job_id: id } } })

/** A job as its reader may see it. Throws CommandError where its node was hidden from them. */
export async function readJob(server: Server, id: string): Promise<OneJob> {
  const answer = await server.ask(
    ({ GET }) => GET('/api/v1/jobs/{job_id}', oneOf(id)),
    z.union([oneJob, hiddenJob]),
  )
  if (!('restricted' in answer)) return oneJob.parse(answer)
  throw new CommandError(`Job ${id} is ${shownLine(answer.status)}; its node was hidden from you.`)
}

/** `tried`: what the document names of a dry run; null if it names none. */
export type ShownDocument = { document: ApprovalDocument; digest: string; tried: DryRunResult | null }

/**
 * The approval document of a job, with the digest that is computed here from the document itself. Throws CommandError unless
 * it is of this job, and its digest the hash that the server wants approved: what is signed is what was shown.
 */
export function documentOf(job: OneJob, id: string): ShownDocument {
  const refuse = (why: string) =>
    new CommandError(`Approve nothing there, and tell whoever runs the server: ${why}.`)
  const read = parseDocument(job.document)
  if (!read.ok)
    throw new CommandError(
      `Job ${id} has no approval document that can be read here (${problemText(read.problem)}), so it cannot be approved.`,
    )
  const document = read.value
  const digest = documentDigest(document)
  if (document.job_id !== id.toLowerCase())
    throw refuse(`it sent the document of another job, ${document.job_id}`)
  if (digest !== job.approval_hash)
    throw refuse(
      `it wants ${shownLine(job.approval_hash)} approved, but the document that it shows has the digest ${digest}`,
    )
  return { document, digest, tried: triedOf(document, job, refuse) }
}

function triedOf(
  document: ApprovalDocument,
  { dry_run }: OneJob,
  refuse: (why: string) => CommandError,
): DryRunResult | null {
  if (!document.dry_run) return null
  const read = parseDryRun(dry_run?.result)
  if (!read.ok) throw refuse(`what it sent of the dry run cannot be read: ${problemText(read.problem)}`)
  const mismatch = dryRunMismatch(document, read.value)
  if (mismatch !== null) throw refuse(mismatch)
  return read.value
}
