import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { tags } from '@/lib/signing/domain/digest'
import { parseEvent, sameJson, shownJson } from './event-json'
import type { Sha256 } from './log'

/** An approval document as it is stored, and what is stored of its job; `params` and the rest if it is of the present revision. */
export type StoredDocument = {
  job_id: string
  revision: number
  nonce: string
  document: string
  digest: string
  dry_run: string | null
  subject: { node: string; requester: string; task: string }
  present: { params: JsonValue; window: JsonValue; expires_at: string | null; risk: string | null } | null
}

const risks: readonly JsonValue[] = ['low', 'medium', 'high']

/** How an approval document is not the one of its job. Whatever was decided was decided on what it names. */
export function documentProblems(stored: StoredDocument, sha256: Sha256): string[] {
  const { revision, subject, present } = stored
  const name = `has a document (${revision})`
  const wrong: string[] = []
  if (sha256(null, `${tags.document}\n${stored.document}`) !== stored.digest)
    wrong.push(`${name} that is not the one of its digest`)
  const read = parseEvent(stored.document)
  if (!read) return [...wrong, `${name} that cannot be read`]
  wrong.push(...dryRunProblems(stored, read, sha256))
  const named = {
    job_id: stored.job_id,
    revision,
    nonce: stored.nonce,
    ...subject,
    ...(present ? withoutRisk(present) : {}),
  }
  for (const [member, value] of Object.entries(named))
    if (!sameJson(read[member] ?? null, value))
      wrong.push(`${name} that names another ${words[member] ?? member}`)
  if (present && riskOf(read) !== present.risk) wrong.push(`${name} with another risk than its own`)
  return wrong
}

/** How what a node found out is not what its document names. */
function dryRunProblems(
  { revision, dry_run: found }: StoredDocument,
  { dry_run: named = null }: JsonObject,
  sha256: Sha256,
): string[] {
  if (found === null)
    return named === null ? [] : [`has a document (${revision}) that names a dry run that is gone`]
  if (!isJsonObject(named)) return [`has a dry run (${revision}) that its document does not name`]
  return sha256(null, `${tags.dryRun}\n${found}`) === named.digest &&
    sameJson(parseEvent(found)?.exit_code ?? null, named.exit_code ?? null)
    ? []
    : [`has a dry run (${revision}) that is not the one that its document names`]
}

/** Which approvals are for another document than that of their revision. Jobs that ended before there were documents have none. */
export function decidedOtherwise(
  decisions: readonly JsonObject[],
  documents: readonly StoredDocument[],
): string[] {
  const digests = new Map<JsonValue, string>(documents.map(({ revision, digest }) => [revision, digest]))
  return decisions
    .filter(({ decision, revision = null, approval_hash }) => {
      const digest = digests.get(revision)
      return decision !== 'reject' && digest !== undefined && digest !== approval_hash
    })
    .map(({ vote_id, revision = null }) =>
      vote_id === undefined
        ? `has an emergency approval (${shownJson(revision)}) for another document`
        : `has a vote (${shownJson(vote_id)}) for another document than that of its revision`,
    )
}

const words: Readonly<Record<string, string>> = {
  job_id: 'job',
  params: 'set of parameters',
  expires_at: 'expiry',
}

const withoutRisk = ({ risk: _, ...present }: NonNullable<StoredDocument['present']>) => present

/** The risk that rules go by; what a node offers may name none that is known. */
export function riskOf({ offer = null }: JsonObject): JsonValue {
  const risk = isJsonObject(offer) ? (offer.risk ?? null) : null
  return risks.includes(risk) ? risk : null
}
