import { restriction } from '@/lib/consent/domain/calls'
import { Node } from '@/lib/db/entities/node'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { nodeTransaction } from './node-transaction'

/** Hides a node from everyone but its deciders and administrators, or shows it to everyone again. */
export async function restrictNode(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<{ restricted: boolean }>> {
  const body = parseBody(restriction, input, 'Nothing was changed.')
  if (!body.ok) return body
  return nodeTransaction(context, 'restrictNode', nodeDid, async ({ tx }) => {
    await tx.update(Node, nodeDid, body.value)
    return ok(body.value)
  })
}
