import { Node } from '@/lib/db/entities/node'
import { labelling } from '@/lib/fleet/domain/node-calls'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { nodeTransaction } from './node-transaction'

/** Sets all labels of a node, by which rules apply to it. */
export async function labelNode(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<{ labels: Record<string, string> }>> {
  const body = parseBody(labelling, input, 'The labels were not changed.')
  if (!body.ok) return body
  return nodeTransaction(context, 'labelNode', nodeDid, async ({ tx }) => {
    await tx.update(Node, nodeDid, body.value)
    return ok(body.value)
  })
}
