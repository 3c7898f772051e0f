import { Node } from '@/lib/db/entities/node'
import { renaming } from '@/lib/fleet/domain/node-calls'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { nodeTransaction } from './node-transaction'

/** Gives a node another display name, or none. */
export async function renameNode(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<{ name: string | null }>> {
  const body = parseBody(renaming, input, 'The node was not renamed.')
  if (!body.ok) return body
  return nodeTransaction(context, 'renameNode', nodeDid, async ({ tx }) => {
    await tx.update(Node, nodeDid, body.value)
    return ok(body.value)
  })
}
