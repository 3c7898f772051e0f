import type { DataSource } from 'typeorm'
import { z } from 'zod'
import { Node } from '@/lib/db/entities/node'
import { addOwner } from '@/lib/fleet/db/owners'
import { did } from '@/lib/kernel/did/did'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { fieldProblems, jsonProblem } from '@/lib/kernel/json/json'
import { findPersonByEmail } from '@/lib/people/db/people'

const newNode = z.strictObject({
  did,
  name: z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters').optional(),
  owner: z.email('must be a person’s e-mail address').optional(),
  labels: z.record(z.string().max(63), z.string().max(255)).optional(),
})

type AddedNode = { did: string; name: string | null; owner: string | null; existed: boolean }

/** Registers a node, or sets name and labels of one that reported before it was registered. Adds the owner, if any. */
export async function addNode(db: DataSource, input: unknown): Promise<Result<AddedNode>> {
  const problem = jsonProblem(input)
  if (problem) return fail('invalid', 'The node was not added.', { fields: [problem] })
  const parsed = newNode.safeParse(input)
  if (!parsed.success)
    return fail('invalid', 'The node was not added.', { fields: fieldProblems(parsed.error) })
  const { did: node_did, name, owner, labels } = parsed.data
  const person = owner ? await findPersonByEmail(db.manager, owner) : null
  if (owner && !person)
    return fail('not_found', `No person has the e-mail ${owner}; create one with \`hakim user create\`.`)
  const changes = {
    ...(name ? { name } : {}),
    ...(labels ? { labels } : {}),
  }
  const existed = await db.manager.existsBy(Node, { node_did })
  await db.transaction(async (tx) => {
    await tx.upsert(Node, { node_did, ...changes }, ['node_did'])
    if (person) await addOwner(tx, node_did, person.id)
  })
  return ok({ did: node_did, name: name ?? null, owner: person?.did ?? null, existed })
}
