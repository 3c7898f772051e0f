import type { EntityManager } from 'typeorm'
import { type NodeStanding, standingOn } from '@/lib/consent/db/standing'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { fail, type Result } from '@/lib/kernel/errors'
import type { Relation } from '@/lib/people/domain/permission'
import type { Action } from '@/lib/people/domain/permissions'
import { refusalOf } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction, type Who } from '@/lib/people/services/rights-transaction'

type NodeAtHand = { tx: EntityManager; who: Who; nodeDid: string; standing: NodeStanding }

const noSuchNode = (did: string) => fail('not_found', `There is no node ${did}.`)

/** A transaction about the rights on one visible node; it is locked, so that concurrent changes of its owners take turns. */
export const nodeTransaction = <T>(
  context: RightsContext,
  action: Action,
  nodeDid: string,
  work: (at: NodeAtHand) => Promise<Result<T>>,
): Promise<Result<T>> =>
  rightsTransaction(context, null, async (tx, who) => {
    if (who.kind === 'person' && !(await nodeScope(tx, who, nodeDid))) return noSuchNode(nodeDid)
    const standing = await standingOn(tx, nodeDid, who.kind === 'person' ? who.id : null)
    if (!standing) return noSuchNode(nodeDid)
    const relations: Relation[] = [
      ...(standing.owner ? (['owner'] as const) : []),
      ...(standing.delegate ? (['delegate'] as const) : []),
    ]
    const refusal = refusalOf(action, who, relations)
    return refusal ? fail('forbidden', refusal) : work({ tx, who, nodeDid, standing })
  })
