import { ownerChange } from '@/lib/consent/domain/calls'
import type { ConsentChange } from '@/lib/consent/domain/changes'
import type { PersonRow } from '@/lib/db/entities/person'
import { addOwner } from '@/lib/fleet/db/owners'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { hasRole } from '@/lib/kernel/role'
import { findPersonBy } from '@/lib/people/db/people'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { askOwners } from './ask-owners'
import { nodeTransaction } from './node-transaction'
import { tellOwners } from './tell-owners'

export const noSuchPerson = (path: string, who: string) =>
  fail('invalid', `There is no person ${who}.`, {
    fields: [{ path, message: 'must be the e-mail address or DID of a person in Hakim' }],
  })

export const disabledPerson = (path: string, name: string) =>
  fail('invalid', `${name} is disabled.`, {
    fields: [{ path, message: 'must be a person who is not disabled' }],
  })

/** What whoever adds them as an owner is told. */
export const roleWarnings = ({ name, role }: Pick<PersonRow, 'name' | 'role'>): string[] =>
  hasRole(role, 'approver') ? [] : [`${name} is an ${role}: only owners with the approver role can decide.`]

type OwnerAdded = { owner: string; added: boolean; warnings: string[]; change: ConsentChange | null }

/** Adds an owner to a node, whose owners are asked first; `added` is false when they already are one, or not yet. */
export async function addNodeOwner(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<OwnerAdded>> {
  const body = parseBody(ownerChange, input, 'No owner was added.')
  if (!body.ok) return body
  const { person: sought, reason } = body.value
  const asked = await nodeTransaction(context, 'addOwner', nodeDid, async ({ tx, who }) => {
    const person = await findPersonBy(tx, sought)
    if (!person) return noSuchPerson('person', sought)
    if (person.disabled_at) return disabledPerson('person', person.name)
    const what = { person_id: person.id, did: person.did }
    const change = await askOwners(tx, who, { kind: 'add_owner', node: nodeDid, what }, reason)
    if (!change.ok) return change
    const added = change.value === null && (await addOwner(tx, nodeDid, person.id))
    return ok({ owner: person.did, added, warnings: roleWarnings(person), change: change.value })
  })
  return tellOwners(context.db, asked)
}
