import { z } from 'zod'
import { mostPinned, setPin } from '@/lib/fleet/db/pins'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { peopleOnly } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

export type PinnedNode = { node_did: string; pinned: boolean }

/** Pins a node for whoever asks, or takes the pin away. */
export const pinNode = (context: RightsContext, did: string, pinned: boolean): Promise<Result<PinnedNode>> =>
  rightsTransaction(context, 'pinNode', async (tx, who) => {
    if (who.kind !== 'person') return fail('forbidden', peopleOnly)
    const known = z.string().max(255).safeParse(did).success && !did.includes('\u0000')
    const scope = known ? await nodeScope(tx, who, did) : null
    const [node] = scope ? await tx.query<unknown[]>(`SELECT 1 FROM nodes WHERE node_did = $1`, [did]) : []
    if (!node) return fail('not_found', 'There is no such node. Check the DID.')
    return (await setPin(tx, who.id, did, pinned))
      ? ok({ node_did: did, pinned })
      : fail('conflict', `You have pinned ${mostPinned} nodes, the most there can be. Unpin one first.`)
  })
