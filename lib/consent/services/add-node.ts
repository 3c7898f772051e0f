import type { EntityManager } from 'typeorm'
import type { ConsentChange } from '@/lib/consent/domain/changes'
import { Node } from '@/lib/db/entities/node'
import { addOwner } from '@/lib/fleet/db/owners'
import { newNode } from '@/lib/fleet/domain/node-calls'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { findPersonByEmail } from '@/lib/people/db/people'
import { type RightsContext, rightsTransaction, type Who } from '@/lib/people/services/rights-transaction'
import { disabledPerson, roleWarnings } from './add-owner'
import { askOwners } from './ask-owners'
import { warningsOf } from './tell-owners'

/** `owner` is null if nobody was added, or not yet; `changes` are those that the owners of a known node are asked about first. */
export type AddedNode = {
  did: string
  name: string | null
  owner: string | null
  existed: boolean
  warnings: string[]
  changes: ConsentChange[]
}

/**
 * Registers a node, or sets name and labels of one that is known, and adds the owner, if any. The owners of a known node are
 * asked first about another one, and about labels with which a rule would no longer apply.
 */
export async function addNode(context: RightsContext, input: unknown): Promise<Result<AddedNode>> {
  const body = parseBody(newNode, input, 'The node was not added.')
  if (!body.ok) return body
  const { did, name, owner, labels, reason } = body.value
  const added = await rightsTransaction<AddedNode>(context, 'addNode', async (tx, who) => {
    const person = owner === undefined ? null : await findPersonByEmail(tx, owner)
    if (owner !== undefined && !person)
      return fail('not_found', `No person has the e-mail ${owner}; create one with \`hakim user create\`.`, {
        fields: [{ path: 'owner', message: 'must be the e-mail address of a person in Hakim' }],
      })
    if (person?.disabled_at) return disabledPerson('owner', person.name)
    const existed = !(await insertNode(tx, { did, name, labels }))
    const changed = existed ? await changeNode(tx, who, { did, name, labels, reason }) : ok(null)
    if (!changed.ok) return changed
    const what = person && { person_id: person.id, did: person.did }
    const asked = what ? await askOwners(tx, who, { kind: 'add_owner', node: did, what }, reason) : ok(null)
    if (!asked.ok) return asked
    if (person && !asked.value) await addOwner(tx, did, person.id)
    return ok({
      ...{ did, name: name ?? null, existed, warnings: person ? roleWarnings(person) : [] },
      owner: asked.value ? null : (person?.did ?? null),
      changes: [changed.value, asked.value].filter((change) => change !== null),
    })
  })
  if (!added.ok) return added
  const { warnings, changes } = added.value
  const told = await Promise.all(changes.map((change) => warningsOf(context.db, change)))
  return ok({ ...added.value, warnings: [...warnings, ...told.flat()] })
}

type Given = { did: string; name: string | undefined; labels: Record<string, string> | undefined }

/** False if it is known already. */
async function insertNode(tx: EntityManager, { did, name, labels }: Given): Promise<boolean> {
  const added = await tx.query<unknown[]>(
    `INSERT INTO nodes (node_did, name, labels) VALUES ($1, $2, $3) ON CONFLICT (node_did) DO NOTHING RETURNING 1`,
    [did, name ?? null, JSON.stringify(labels ?? {})],
  )
  return added.length > 0
}

/** Sets what is given of a known node, except for labels that its owners are asked about first. */
async function changeNode(
  tx: EntityManager,
  who: Who,
  { did, name, labels, reason }: Given & { reason: string | undefined },
): Promise<Result<ConsentChange | null>> {
  const node = await tx.findOneOrFail(Node, {
    where: { node_did: did },
    lock: { mode: 'pessimistic_write' },
  })
  if (node.retired_at) return fail('conflict', 'This node is retired; restore it instead.')
  const asked = labels
    ? await askOwners(tx, who, { kind: 'label', node: did, what: { labels } }, reason)
    : ok(null)
  if (!asked.ok) return asked
  const given = { ...(name ? { name } : {}), ...(labels && !asked.value ? { labels } : {}) }
  if (Object.keys(given).length > 0) await tx.update(Node, did, given)
  return asked
}
