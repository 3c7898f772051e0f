import { nodeTransaction } from '@/lib/consent/services/node-transaction'
import { Node } from '@/lib/db/entities/node'
import { retirement } from '@/lib/fleet/domain/node-calls'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { RightsContext } from '@/lib/people/services/rights-transaction'

/** Takes a retired node into service again; its agent needs a new token. */
export async function restoreNode(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<{ warnings: string[] }>> {
  const body = parseBody(retirement, input, 'The node was not restored.')
  if (!body.ok) return body
  const { reason } = body.value
  return nodeTransaction(context, 'retireNode', nodeDid, async ({ tx, who }) => {
    const node = await tx.findOneBy(Node, { node_did: nodeDid })
    if (!node?.retired_at) return fail('conflict', 'This node is in service.')
    const service_by = who.kind === 'person' ? who.id : null
    await tx.update(Node, nodeDid, { retired_at: null, service_by, service_reason: reason })
    return ok({ warnings: ['Its old tokens stay revoked: create a new one for its agent.'] })
  })
}
