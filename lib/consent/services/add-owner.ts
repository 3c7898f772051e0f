import { ownerChange } from '@/lib/consent/domain/calls'
import { addOwner } from '@/lib/fleet/db/owners'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { hasRole } from '@/lib/kernel/role'
import { findPersonBy } from '@/lib/people/db/people'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { nodeTransaction } from './node-transaction'

export const noSuchPerson = (path: string, who: string) =>
  fail('invalid', `There is no person ${who}.`, {
    fields: [{ path, message: 'must be the e-mail address or DID of a person in Hakim' }],
  })

export const disabledPerson = (path: string, name: string) =>
  fail('invalid', `${name} is disabled.`, {
    fields: [{ path, message: 'must be a person who is not disabled' }],
  })

type OwnerAdded = { owner: string; added: boolean; warnings: string[] }

/** Adds an owner to a node; `added` is false when they already are one. */
export async function addNodeOwner(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<OwnerAdded>> {
  const body = parseBody(ownerChange, input, 'No owner was added.')
  if (!body.ok) return body
  return nodeTransaction(context, 'addOwner', nodeDid, async ({ tx }) => {
    const person = await findPersonBy(tx, body.value.person)
    if (!person) return noSuchPerson('person', body.value.person)
    if (person.disabled_at) return disabledPerson('person', person.name)
    const added = await addOwner(tx, nodeDid, person.id)
    const warnings = hasRole(person.role, 'approver')
      ? []
      : [`${person.name} is an ${person.role}: only owners with the approver role can decide.`]
    return ok({ owner: person.did, added, warnings })
  })
}
