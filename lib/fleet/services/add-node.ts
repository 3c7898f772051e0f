import { Node } from '@/lib/db/entities/node'
import { addOwner } from '@/lib/fleet/db/owners'
import { newNode } from '@/lib/fleet/domain/node-calls'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { findPersonByEmail } from '@/lib/people/db/people'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

export type AddedNode = { did: string; name: string | null; owner: string | null; existed: boolean }

/** Registers a node, or sets name and labels of one that reported before it was registered. Adds the owner, if any. */
export async function addNode(context: RightsContext, input: unknown): Promise<Result<AddedNode>> {
  const body = parseBody(newNode, input, 'The node was not added.')
  if (!body.ok) return body
  const { did: node_did, name, owner, labels } = body.value
  return rightsTransaction(context, 'addNode', async (tx) => {
    const person = owner ? await findPersonByEmail(tx, owner) : null
    if (owner && !person)
      return fail('not_found', `No person has the e-mail ${owner}; create one with \`hakim user create\`.`, {
        fields: [{ path: 'owner', message: 'must be the e-mail address of a person in Hakim' }],
      })
    const known = await tx.findOneBy(Node, { node_did })
    if (known?.retired_at) return fail('conflict', 'This node is retired; restore it instead.')
    const given = { ...(name ? { name } : {}), ...(labels ? { labels } : {}) }
    const columns = Object.keys(given)
    const insert = tx
      .createQueryBuilder()
      .insert()
      .into(Node)
      .values({ node_did, ...given })
    await (columns.length > 0 ? insert.orUpdate(columns, ['node_did']) : insert.orIgnore()).execute()
    if (person) await addOwner(tx, node_did, person.id)
    return ok({ did: node_did, name: name ?? null, owner: person?.did ?? null, existed: known !== null })
  })
}
