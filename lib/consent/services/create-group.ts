import { insertGroup } from '@/lib/consent/db/groups'
import { newGroup } from '@/lib/consent/domain/calls'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

/** Creates a group of approvers that rules can name; it starts without members. */
export async function createGroup(
  context: RightsContext,
  input: unknown,
): Promise<Result<{ groupId: string; name: string }>> {
  const body = parseBody(newGroup, input, 'The group was not created.')
  if (!body.ok) return body
  const { name } = body.value
  return rightsTransaction(context, 'setGroups', async (tx) => {
    const groupId = await insertGroup(tx, name)
    return groupId
      ? ok({ groupId, name })
      : fail('conflict', `A group called ${name} already exists.`, {
          fields: [{ path: 'name', message: 'is already used by another group' }],
        })
  })
}
