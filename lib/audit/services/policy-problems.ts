import type { JudgedJob } from '@/lib/audit/domain/decision-check'
import type { StoredDocument } from '@/lib/audit/domain/document-check'
import { shownJson } from '@/lib/audit/domain/event-json'
import type { JsonObject } from '@/lib/kernel/json/json'
import { parseDocumentText } from '@/lib/signing/domain/document'
import { parsePolicy } from '@/lib/signing/domain/policy'
import { policyCovers } from '@/lib/signing/domain/policy-covers'

type Judged = Pick<StoredDocument, 'revision' | 'document'>

/** A vote is dated when its transaction began, which is before the guard looked at the policy. */
const graceMs = 60_000

/** Which votes by policies are for something that the policy does not approve. Whether it is signed is looked at where it is kept. */
export const policyProblems = (votes: readonly JsonObject[], documents: readonly Judged[]): string[] =>
  votes.flatMap((vote) => {
    const isByHand = vote.policy_id === null || vote.policy_id === undefined
    const why = isByHand ? null : whyNot(vote, documents, Date.parse(String(vote.decided_at)))
    return why === null
      ? []
      : [`has a vote (${shownJson(vote.vote_id)}) by a policy that does not approve it: ${why}`]
  })

/** Whether a policy that voted approved a job still, or again, at some time. */
export const approvedAt =
  (votes: readonly JsonObject[], documents: readonly Judged[]): JudgedJob['approvedAt'] =>
  (revision, policy, at) =>
    votes.some(
      (vote) =>
        vote.revision === revision &&
        vote.policy_id === policy.id &&
        vote.policy_revision === policy.revision &&
        whyNot(vote, documents, at) === null,
    )

function whyNot(vote: JsonObject, documents: readonly Judged[], at: number): string | null {
  const policy = parsePolicy(vote.policy)
  const stored = documents.find(({ revision }) => revision === vote.revision)
  const document = stored && parseDocumentText(stored.document)
  if (!policy.ok || !document?.ok) return 'it cannot be read'
  const covered = policyCovers(policy.value, document.value, at, graceMs)
  return covered.ok ? null : covered.message
}
