import { ownerChange } from '@/lib/consent/domain/calls'
import type { ConsentChange } from '@/lib/consent/domain/changes'
import { hasOtherDecider, removeOwner } from '@/lib/fleet/db/owners'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { findPersonBy } from '@/lib/people/db/people'
import { permissions } from '@/lib/people/domain/permissions'
import { refusalOf } from '@/lib/people/domain/refusal'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { noSuchPerson } from './add-owner'
import { askOwners } from './ask-owners'
import { nodeTransaction } from './node-transaction'
import { tellOwners } from './tell-owners'

type OwnerRemoved = { owners: number; warnings: string[]; change: ConsentChange | null }

/**
 * Removes an owner and their delegations; the owners are asked first. An owner can step down while another one can decide.
 */
export async function removeNodeOwner(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<OwnerRemoved>> {
  const body = parseBody(ownerChange, input, 'No owner was removed.')
  if (!body.ok) return body
  const { person: sought, reason } = body.value
  const asked = await nodeTransaction<OwnerRemoved>(
    context,
    'removeOwner',
    nodeDid,
    async ({ tx, who, standing }) => {
      const person = await findPersonBy(tx, sought)
      if (!person) return noSuchPerson('person', sought)
      const asAdmin = refusalOf('removeOwner', who) === null
      if (!asAdmin && !(who.kind === 'person' && who.id === person.id))
        return fail('forbidden', permissions.removeOwner.refusal)
      if (!asAdmin && !(await hasOtherDecider(tx, nodeDid, person.id)))
        return fail(
          'forbidden',
          'Without you no owner could decide on this node; an administrator has to add another one first.',
        )
      const what = { person_id: person.id, did: person.did }
      const change = await askOwners(tx, who, { kind: 'remove_owner', node: nodeDid, what }, reason)
      if (!change.ok) return change
      if (change.value) return ok({ owners: standing.owners, warnings: [], change: change.value })
      if (!(await removeOwner(tx, nodeDid, person.id)))
        return fail('conflict', `${person.name} does not own this node; nothing was changed.`)
      // Owners who are disabled are not among those that count.
      const owners = standing.owners - (person.disabled_at ? 0 : 1)
      return ok({ owners, warnings: [], change: null })
    },
  )
  return tellOwners(context.db, asked)
}
