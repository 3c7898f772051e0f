import { z } from 'zod'
import { lockDelegation, revokeDelegation } from '@/lib/consent/db/delegations'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { permissions } from '@/lib/people/domain/permissions'
import { refusalOf } from '@/lib/people/domain/refusal'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { nodeTransaction } from './node-transaction'

/** Ends a delegation: its owner, the delegate or an administrator can. Votes given under it no longer count. */
export const endDelegation = (
  context: RightsContext,
  nodeDid: string,
  delegationId: string,
): Promise<Result<{ delegationId: string }>> =>
  nodeTransaction(context, 'revokeDelegation', nodeDid, async ({ tx, who }) => {
    const known =
      z.guid().safeParse(delegationId).success && (await lockDelegation(tx, nodeDid, delegationId))
    if (!known) return fail('not_found', 'This node has no such delegation.')
    const theirs = who.kind === 'person' && [known.owner_id, known.delegate_id].includes(who.id)
    if (!theirs && refusalOf('revokeDelegation', who) !== null)
      return fail('forbidden', permissions.revokeDelegation.refusal)
    if (known.ended) return fail('conflict', 'This delegation has already ended.')
    await revokeDelegation(tx, delegationId)
    return ok({ delegationId })
  })
