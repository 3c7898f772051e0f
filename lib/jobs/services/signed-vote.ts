import type { EntityManager } from 'typeorm'
import { readDocuments } from '@/lib/jobs/db/documents'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import { keysOf, noteKeyUse, pinnedKeyOf, signingKeysOf } from '@/lib/people/db/consent-keys'
import { checkVote } from '@/lib/signing/domain/check-vote'
import { reasonDigest } from '@/lib/signing/domain/digest'
import { parseDocumentText } from '@/lib/signing/domain/document'
import { signedTimeProblem } from '@/lib/signing/domain/signed-time'
import { parseVote, type SignedVote } from '@/lib/signing/domain/vote'

type Sent = {
  jobId: string
  /** Of the document that the person saw, which is the present one. */
  digest: string
  decision: 'approve' | 'reject' | 'emergency'
  reason: string | null
  signed: JsonObject | undefined
}

/**
 * The signed decision that came with a vote, verified by the keys that its person has now; null for an unsigned one. Whoever
 * has a key signs what they approve.
 */
export async function readSignedVote(
  tx: EntityManager,
  viewer: PersonViewer,
  sent: Sent,
): Promise<Result<{ keyId: string; vote: SignedVote } | null>> {
  const keys = await signingKeysOf(tx, viewer.id)
  if (sent.signed === undefined)
    return keys.length === 0 || sent.decision === 'reject'
      ? ok(null)
      : fail('forbidden', 'You have a key for signing: an approval of yours counts only with its signature.')
  const refuse = (message: string) =>
    fail('invalid', 'Nothing was decided.', { fields: [{ path: 'signed', message }] })
  const [latest] = await readDocuments(tx, sent.jobId, 1)
  const document = latest?.digest === sent.digest ? parseDocumentText(latest.document) : null
  if (!document?.ok) return refuse('is about a document that cannot be read')
  // Before anything else: a wrong clock is what somebody can put right.
  const parsed = parseVote(sent.signed)
  const untimely = parsed.ok ? signedTimeProblem(parsed.value.statement.decided_at, Date.now()) : null
  if (untimely) return refuse(untimely)
  const voter = { person: viewer.did, keys: keys.map(pinnedKeyOf) }
  const checked = checkVote(sent.signed, voter, {
    document: document.value,
    digest: sent.digest,
    now: Date.now(),
  })
  if (!checked.ok) return refuse(`does not stand: ${(await endedKey(tx, viewer, sent)) ?? checked.message}`)
  const { statement } = checked.vote
  if (statement.decision !== sent.decision) return refuse(`says ${statement.decision}`)
  if (statement.reason_digest !== (sent.reason === null ? null : reasonDigest(sent.reason)))
    return refuse('is for another reason than the one sent')
  const key = keys.find((one) => one.key === statement.key)
  if (!key) return refuse('is signed with a key that is not yours')
  await noteKeyUse(tx, key.key_id, checked.counter, checked.vote.list !== null)
  return ok({ keyId: key.key_id, vote: checked.vote })
}

/** If the statement names a key of the person that signs no longer: which, and since when. */
async function endedKey(tx: EntityManager, viewer: PersonViewer, { signed }: Sent): Promise<string | null> {
  const read = parseVote(signed)
  const key = read.ok && (await keysOf(tx, viewer.id)).find((one) => one.key === read.value.statement.key)
  if (!key) return null
  if (key.revoked_at) return `it is signed with a key that was revoked at ${key.revoked_at.toISOString()}`
  return key.expires_at && key.expires_at.getTime() <= Date.now()
    ? `it is signed with a key that expired at ${key.expires_at.toISOString()}`
    : null
}
