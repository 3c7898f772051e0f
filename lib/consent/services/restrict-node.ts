import { restriction } from '@/lib/consent/domain/calls'
import type { ConsentChange } from '@/lib/consent/domain/changes'
import { Node } from '@/lib/db/entities/node'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { askOwners } from './ask-owners'
import { nodeTransaction } from './node-transaction'
import { tellOwners } from './tell-owners'

type Restricted = { restricted: boolean; warnings: string[]; change: ConsentChange | null }

/**
 * Hides a node from everyone but its deciders and administrators, or shows it to everyone again; its owners are asked first.
 */
export async function restrictNode(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<Restricted>> {
  const body = parseBody(restriction, input, 'Nothing was changed.')
  if (!body.ok) return body
  const { restricted, reason } = body.value
  const asked = await nodeTransaction<Restricted>(context, 'restrictNode', nodeDid, async ({ tx, who }) => {
    const change = await askOwners(tx, who, { kind: 'restrict', node: nodeDid, what: { restricted } }, reason)
    if (!change.ok) return change
    if (change.value) return ok({ restricted: !restricted, warnings: [], change: change.value })
    await tx.update(Node, nodeDid, { restricted })
    return ok({ restricted, warnings: [], change: null })
  })
  return tellOwners(context.db, asked)
}
