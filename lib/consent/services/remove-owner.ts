import { ownerChange } from '@/lib/consent/domain/calls'
import { hasOtherDecider, removeOwner } from '@/lib/fleet/db/owners'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { findPersonBy } from '@/lib/people/db/people'
import { permissions } from '@/lib/people/domain/permissions'
import { refusalOf } from '@/lib/people/domain/refusal'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { noSuchPerson } from './add-owner'
import { nodeTransaction } from './node-transaction'

/** Removes an owner and their delegations. An owner can step down while another one can decide. */
export async function removeNodeOwner(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<{ owners: number }>> {
  const body = parseBody(ownerChange, input, 'No owner was removed.')
  if (!body.ok) return body
  return nodeTransaction(context, 'removeOwner', nodeDid, async ({ tx, who, standing }) => {
    const person = await findPersonBy(tx, body.value.person)
    if (!person) return noSuchPerson('person', body.value.person)
    const asAdmin = refusalOf('removeOwner', who) === null
    if (!asAdmin && !(who.kind === 'person' && who.id === person.id))
      return fail('forbidden', permissions.removeOwner.refusal)
    if (!asAdmin && !(await hasOtherDecider(tx, nodeDid, person.id)))
      return fail(
        'forbidden',
        'Without you no owner could decide on this node; an administrator has to add another one first.',
      )
    if (!(await removeOwner(tx, nodeDid, person.id)))
      return fail('conflict', `${person.name} does not own this node; nothing was changed.`)
    // Owners who are disabled are not among those that count.
    return ok({ owners: standing.owners - (person.disabled_at ? 0 : 1) })
  })
}
