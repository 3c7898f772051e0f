import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { readNodeOfJob } from '@/lib/board/db/job'
import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { readDocuments } from '@/lib/jobs/db/documents'
import { readEmergencyApprovals } from '@/lib/jobs/db/emergencies'
import { readOwnersVotes, readVotes } from '@/lib/jobs/db/job-consent'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { Viewer } from '@/lib/kernel/role'
import { covers, parseDelegation, type SignedDelegation } from '@/lib/signing/domain/delegation'
import { parseDocumentText } from '@/lib/signing/domain/document'
import { parseDryRunText } from '@/lib/signing/domain/dry-run'
import { parseVote } from '@/lib/signing/domain/vote'
import { shownPolicies } from './shown-policies'

/**
 * What verifies a job's consent without the server: the document of its latest revision, the signed votes of owners and their
 * delegates, a signed emergency approval, the signed delegations and the policies that approved it, as a node is given them, and what its node found out before. A policy that names a
 * node hidden from the viewer is left out. Null where there is no document, or no such job for this viewer.
 */
export async function consentExport(viewer: Viewer, jobId: string) {
  if (!z.guid().safeParse(jobId).success) return null
  const db = await database()
  // One snapshot: a job that is changed meanwhile would come with the votes of another revision.
  return db.transaction('REPEATABLE READ', (tx) => exported(tx, viewer, jobId))
}

async function exported(tx: EntityManager, viewer: Viewer, jobId: string) {
  const node = await readNodeOfJob(tx, jobId)
  if (node === null || !(await nodeScope(tx, viewer, node))) return null
  const [latest] = await readDocuments(tx, jobId, 1)
  const votes = await readVotes(tx, jobId)
  const byOwners = await readOwnersVotes(tx, jobId)
  const emergency = await readEmergencyApprovals(tx, jobId, null)
  const document = latest && parseDocumentText(latest.document)
  if (!latest || !document?.ok) return null
  const tried = latest.dry_run === null ? null : parseDryRunText(latest.dry_run)
  const handed = votes.flatMap(({ vote_id, revision, withdrawn_at, standing, signed, delegations }) => {
    if (revision !== latest.revision || withdrawn_at !== null || signed === null) return []
    const under = delegationsOf(signed, delegations)
    const byOwner = standing === 'owner' || byOwners.has(vote_id)
    return byOwner || under.length > 0 ? [{ signed, under }] : []
  })
  const shown = await shownPolicies(tx, viewer, votes)
  const policies = votes.flatMap(({ revision, withdrawn_at, policy, decided_at }) => {
    const signed = revision === latest.revision && withdrawn_at === null ? shown(policy) : null
    return signed ? [{ signed, approved_at: decided_at }] : []
  })
  return {
    document: document.value,
    digest: latest.digest,
    votes: [
      ...handed.map(({ signed }) => signed),
      ...emergency.flatMap(({ revision, signed }) =>
        revision === latest.revision && signed !== null ? [signed] : [],
      ),
    ],
    delegations: handed.flatMap(({ under }) => under),
    ...(policies.length > 0 && { policies }),
    ...(tried?.ok && { dry_run: tried.value }),
  }
}

/** Those under which a vote was given. */
const delegationsOf = (
  signed: JsonObject,
  delegations: readonly { signed: unknown }[],
): SignedDelegation[] => {
  const vote = parseVote(signed)
  return delegations.flatMap((one) => {
    const read = parseDelegation(one.signed)
    return vote.ok && read.ok && covers(read.value.delegation, vote.value.statement) ? [read.value] : []
  })
}
