import { ok, type Result } from '@/lib/kernel/errors'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { reasonDigest, tags } from '@/lib/signing/domain/digest'
import type { Signature } from '@/lib/signing/domain/signature-form'
import type { Statement } from '@/lib/signing/domain/statement'
import { listOf } from '@/lib/signing/domain/statement-digest'
import type { Enrol } from './enrol'
import { signWithOwnKey } from './own-key'

type Decision = { document: string; decision: 'approve' | 'reject' | 'emergency'; reason: string | null }

const statementOf = ({ document, decision, reason }: Decision, person: string, key: string): Statement => ({
  ...{ version: 1, document, decision, reason_digest: reason === null ? null : reasonDigest(reason) },
  ...{ decided_at: new Date().toISOString(), person, key },
})

const elsewhere = 'Decide where one of them is, with "npx hakim job approve" and your key file'

type SignedVote = { statement: Statement; list: null; signature: Signature }

/** Signs a decision about a job; null for somebody who has no key. A rejection needs no signature. */
export async function signDecision(
  decision: Decision,
  ways: SigningWays,
  enrol: Enrol,
): Promise<Result<SignedVote | null>> {
  const signed = await signWithOwnKey(
    {
      content: (key) => statementOf(decision, ways.person, key),
      tag: tags.decision,
      optional: decision.decision === 'reject',
      nothing: 'decided',
      elsewhere,
    },
    ways,
    enrol,
  )
  if (!signed.ok || signed.value === null) return signed.ok ? ok(null) : signed
  const { content, signature } = signed.value
  return ok({ statement: content, list: null, signature })
}

type SignedList = {
  /** In the order of the decisions. */
  statements: Statement[]
  list: ReturnType<typeof listOf>
  signature: Signature
}

/** Signs several decisions with one gesture: the list of their statements, once. Null for somebody who has no key. */
export async function signDecisions(
  decisions: readonly Decision[],
  ways: SigningWays,
  enrol: Enrol,
): Promise<Result<SignedList | null>> {
  let statements: Statement[] = []
  const signed = await signWithOwnKey(
    {
      content: (key) => {
        statements = decisions.map((decision) => statementOf(decision, ways.person, key))
        return listOf(statements)
      },
      tag: tags.decisionList,
      optional: decisions.every(({ decision }) => decision === 'reject'),
      nothing: 'decided',
      elsewhere,
    },
    ways,
    enrol,
  )
  if (!signed.ok || signed.value === null) return signed.ok ? ok(null) : signed
  return ok({ statements, list: signed.value.content, signature: signed.value.signature })
}
