import type { SignedDecision } from '@/lib/audit/db/jobs'
import { shownJson } from '@/lib/audit/domain/event-json'
import { seenBy } from '@/lib/audit/domain/rights-history'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { statementDigest } from '@/lib/signing/domain/statement-digest'
import { parseVote } from '@/lib/signing/domain/vote'

/**
 * Which stored decisions are by a statement that had counted before, withdrawn or not, though with another signature: whoever has one
 * of a passkey can make a second one of it. `decided`: the events of the decisions; UsedStatements tells of those that have the digest of
 * their statement, and an older version let a statement count again.
 */
export function repeatedStatements(
  signed: readonly SignedDecision[],
  decided: readonly { body: JsonObject }[],
): string[] {
  const digests = new Map(signed.flatMap((one) => digestOf(one)))
  const statements = new Set<string>()
  const signatures = new Set<JsonValue>()
  return decided.flatMap(({ body }) => {
    const { kind, vote_id: vote = null, revision = null, signed_sha256: signature = null } = body
    const name =
      kind === 'vote'
        ? `a vote (${text(vote)})`
        : kind === 'glass broken'
          ? `an emergency approval (${text(revision)})`
          : ''
    const digest = digests.get(name)
    if (digest === undefined) return []
    const isOld = body.statement_sha256 === undefined && seenBy(body) !== null
    const again = isOld && statements.has(digest) && !signatures.has(signature)
    statements.add(digest)
    signatures.add(signature)
    return again ? [`has ${name} by a statement that had counted before with another signature`] : []
  })
}

const text = (id: JsonValue): string => (typeof id === 'string' ? id : shownJson(id))

function digestOf({ name, signed }: SignedDecision): [string, string][] {
  const read = parseVote(signed)
  return read.ok ? [[name, statementDigest(read.value.statement)]] : []
}
