import { database } from '@/lib/db/connection/server-database'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { isJsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { readPolicies } from '@/lib/policies/db/policies'
import { draftProblem } from '@/lib/policies/domain/draft-problem'
import type { DraftReplay } from '@/lib/policies/domain/draft-replay'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'
import { type Policy, parsePolicy, parseSignedPolicy, policyDigest } from '@/lib/signing/domain/policy'
import { replayPolicies } from './replay'

/** What a draft of the viewer would have approved, beside what the last signed revision of the same policy would have. */
export async function replayDraft(viewer: PersonViewer, input: unknown): Promise<Result<DraftReplay>> {
  const given = isJsonObject(input) ? (input.policy ?? null) : null
  const read = parsePolicy(given)
  if (!read.ok)
    return fail('invalid', 'There is nothing to replay.', { fields: [draftProblem(read.problem, given)] })
  const policy = read.value
  if (policy.person !== viewer.did)
    return fail(
      'forbidden',
      'Only its owner can replay a policy: it reads what was requested on their nodes.',
    )
  const before = await lastSigned(viewer, policy)
  const { replays, cut, now } = await replayPolicies(viewer, policy.task, [policy, ...before])
  const [replay, earlier] = replays
  const digest = policyDigest(policy)
  if (!replay) throw new Error('Nothing was replayed')
  return ok({
    ...{ digest, words: fingerprintWords(digest), replay },
    before: earlier ? effectOf(earlier) : null,
    cut,
    now,
  })
}

const effectOf = ({ approved, byOutcome }: DraftReplay['replay']) => ({ approved, failed: byOutcome.failed })

async function lastSigned(viewer: PersonViewer, { policy_id, task }: Policy): Promise<Policy[]> {
  const { manager } = await database()
  const [row] = await readPolicies(manager, { personId: viewer.id, policyId: policy_id })
  const signed = row && parseSignedPolicy(row.signed)
  // Another task has other requests.
  return signed?.ok && signed.value.policy.task === task ? [signed.value.policy] : []
}
