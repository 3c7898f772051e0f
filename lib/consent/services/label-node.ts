import type { ConsentChange } from '@/lib/consent/domain/changes'
import { Node } from '@/lib/db/entities/node'
import { labelling } from '@/lib/fleet/domain/node-calls'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { askOwners } from './ask-owners'
import { nodeTransaction } from './node-transaction'
import { tellOwners } from './tell-owners'

type Labelled = { labels: Record<string, string>; warnings: string[]; change: ConsentChange | null }

/** Sets all labels of a node, by which rules apply to it; its owners are asked first if one would no longer apply. */
export async function labelNode(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<Labelled>> {
  const body = parseBody(labelling, input, 'The labels were not changed.')
  if (!body.ok) return body
  const { labels, reason } = body.value
  const asked = await nodeTransaction(context, 'labelNode', nodeDid, async ({ tx, who }) => {
    const change = await askOwners(tx, who, { kind: 'label', node: nodeDid, what: { labels } }, reason)
    if (!change.ok) return change
    if (!change.value) await tx.update(Node, nodeDid, { labels })
    const present = await tx.findOneByOrFail(Node, { node_did: nodeDid })
    return ok({ labels: present.labels, warnings: [], change: change.value })
  })
  return tellOwners(context.db, asked)
}
