import { addMember, lockGroup } from '@/lib/consent/db/groups'
import { memberChange } from '@/lib/consent/domain/calls'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { hasRole } from '@/lib/kernel/role'
import { findPersonBy } from '@/lib/people/db/people'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { disabledPerson, noSuchPerson } from './add-owner'
import { noSuchGroup } from './remove-group'

type MemberAdded = { member: string; added: boolean; warnings: string[] }

/** Adds a person to a group, given by id or name; `added` is false when they are already a member. */
export async function addGroupMember(
  context: RightsContext,
  group: string,
  input: unknown,
): Promise<Result<MemberAdded>> {
  const body = parseBody(memberChange, input, 'No member was added.')
  if (!body.ok) return body
  return rightsTransaction(context, 'setGroups', async (tx) => {
    const known = await lockGroup(tx, group)
    if (!known) return noSuchGroup()
    const person = await findPersonBy(tx, body.value.person)
    if (!person) return noSuchPerson('person', body.value.person)
    if (person.disabled_at) return disabledPerson('person', person.name)
    const added = await addMember(tx, known.group_id, person.id)
    const warnings = hasRole(person.role, 'approver')
      ? []
      : [`${person.name} is an ${person.role}: only members with the approver role can vote.`]
    return ok({ member: person.did, added, warnings })
  })
}
