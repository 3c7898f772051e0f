import type { SignedDecision } from '@/lib/audit/db/jobs'
import { checkSignature } from '@/lib/signing/domain/signature'
import { statementDigest } from '@/lib/signing/domain/statement-digest'
import { parseVote, signedDigest } from '@/lib/signing/domain/vote'

/**
 * Which signed decisions on a job are not genuine. PostgreSQL compares what they say, and cannot verify the signature: whoever
 * writes as the server in somebody's session could store any.
 */
export const signatureProblems = (decisions: readonly SignedDecision[]): string[] =>
  decisions.filter((one) => !isGenuine(one)).map(({ name }) => `has ${name} whose signature is not genuine`)

function isGenuine({ signed, key, rp_id, origins }: SignedDecision): boolean {
  const read = parseVote(signed)
  if (!read.ok || key === null) return false
  const { statement, list, signature } = read.value
  if (list && !list.statements.includes(statementDigest(statement))) return false
  const pinned = rp_id !== null && origins !== null ? { key, rp_id, origins } : { key }
  return statement.key === key && checkSignature(signature, signedDigest(read.value), pinned).ok
}
