import { nodeOfDelegation } from '@/lib/consent/db/delegations'
import { endedDelegations, newDelegations } from '@/lib/consent/domain/delegation-calls'
import { type Failure, fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { delegate } from './delegate'
import { endDelegation } from './revoke-delegation'
import { notDelegated } from './signed-delegation'

type Outcome = { failure: { kind: Failure['kind']; detail: string } | null }
type Delegated = Outcome & { node_did: string; delegation_id: string | null }
type Ended = Outcome & { delegation_id: string }

/** Why nothing was done about one of several, in one text. */
function reasonOf({ kind, detail, fields = [] }: Failure): Outcome['failure'] {
  const wrong = fields.map(({ path, message }) => `${path} ${message}.`)
  return { kind, detail: wrong.length === 0 ? detail : wrong.join(' ') }
}

/** Whoever may do none of it is refused as a whole. */
const resultsOf = <One extends Outcome>(results: One[]): Result<{ results: One[] }> =>
  results[0]?.failure && results.every(({ failure }) => failure?.kind === 'forbidden')
    ? fail('forbidden', results[0].failure.detail)
    : ok({ results })

/** Delegates on several nodes to one person, one node after the other: each stands alone and has its own result. */
export async function delegateMany(
  context: RightsContext,
  input: unknown,
): Promise<Result<{ results: Delegated[] }>> {
  const body = parseBody(newDelegations, input, notDelegated)
  if (!body.ok) return body
  const { nodes, ...delegation } = body.value
  const results: Delegated[] = []
  for (const { node_did, signed } of nodes) {
    const made = await delegate(context, node_did, { ...delegation, ...(signed ? { signed } : {}) })
    results.push({
      ...{ node_did, delegation_id: made.ok ? made.value.delegationId : null },
      failure: made.ok ? null : reasonOf(made.error),
    })
  }
  return resultsOf(results)
}

const noSuchDelegation = fail('not_found', 'There is no such delegation.')

/** Ends several delegations; each stands alone and has its own result. */
export async function endDelegations(
  context: RightsContext,
  input: unknown,
): Promise<Result<{ results: Ended[] }>> {
  const body = parseBody(endedDelegations, input, 'Nothing was ended.')
  if (!body.ok) return body
  const results: Ended[] = []
  for (const delegation_id of new Set(body.value.delegation_ids)) {
    const node = await nodeOfDelegation(context.db.manager, delegation_id)
    const ended = node === null ? noSuchDelegation : await endDelegation(context, node, delegation_id)
    // One on a node that this person may not see is told apart from none by nothing.
    const failure = ended.ok ? null : ended.error.kind === 'not_found' ? noSuchDelegation.error : ended.error
    results.push({ delegation_id, failure: failure && reasonOf(failure) })
  }
  return resultsOf(results)
}
