import type { StoredDocument } from '@/lib/audit/domain/document-check'
import { shownJson } from '@/lib/audit/domain/event-json'
import type { JsonObject } from '@/lib/kernel/json/json'
import { parseDocumentText } from '@/lib/signing/domain/document'
import { parsePolicy } from '@/lib/signing/domain/policy'
import { policyCovers } from '@/lib/signing/domain/policy-covers'

/** A vote is dated when its transaction began, which is before the guard looked at the policy. */
const graceMs = 60_000

/** Which votes by policies are for something that the policy does not approve. Whether it is signed is looked at where it is kept. */
export const policyProblems = (
  votes: readonly JsonObject[],
  documents: readonly StoredDocument[],
): string[] =>
  votes.flatMap((vote) => {
    const why = vote.policy_id === null || vote.policy_id === undefined ? null : whyNot(vote, documents)
    return why === null
      ? []
      : [`has a vote (${shownJson(vote.vote_id)}) by a policy that does not approve it: ${why}`]
  })

function whyNot(vote: JsonObject, documents: readonly StoredDocument[]): string | null {
  const policy = parsePolicy(vote.policy)
  const stored = documents.find(({ revision }) => revision === vote.revision)
  const document = stored && parseDocumentText(stored.document)
  if (!policy.ok || !document?.ok) return 'it cannot be read'
  const covered = policyCovers(policy.value, document.value, Date.parse(String(vote.decided_at)), graceMs)
  return covered.ok ? null : covered.message
}
