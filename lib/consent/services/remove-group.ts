import { deleteGroup, lockGroup, rulesWithGroup } from '@/lib/consent/db/groups'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

export const noSuchGroup = () => fail('not_found', 'There is no such group.')

/** Removes a group, given by id or name, that no rule needs. */
export const removeGroup = (
  context: RightsContext,
  group: string,
): Promise<Result<{ groupId: string; name: string }>> =>
  rightsTransaction(context, 'setGroups', async (tx) => {
    const known = await lockGroup(tx, group)
    if (!known) return noSuchGroup()
    const rules = await rulesWithGroup(tx, known.group_id)
    if (rules.length > 0)
      return fail('conflict', `${known.name} is used by ${rules.join(', ')}; remove the rule first.`)
    await deleteGroup(tx, known.group_id)
    return ok({ groupId: known.group_id, name: known.name })
  })
