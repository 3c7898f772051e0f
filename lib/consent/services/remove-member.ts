import { lockGroup, removeMember, rulesWithGroup } from '@/lib/consent/db/groups'
import { readRules } from '@/lib/consent/db/rules'
import { memberChange } from '@/lib/consent/domain/calls'
import { groupVotesProblem } from '@/lib/consent/domain/rule-check'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { findPersonBy } from '@/lib/people/db/people'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { noSuchPerson } from './add-owner'
import { noSuchGroup } from './remove-group'

/** Removes a person from a group; `warnings` name the rules that can no longer be met. */
export async function removeGroupMember(
  context: RightsContext,
  group: string,
  input: unknown,
): Promise<Result<{ member: string; warnings: string[] }>> {
  const body = parseBody(memberChange, input, 'No member was removed.')
  if (!body.ok) return body
  return rightsTransaction(context, 'setGroups', async (tx) => {
    const known = await lockGroup(tx, group)
    if (!known) return noSuchGroup()
    const person = await findPersonBy(tx, body.value.person)
    if (!person) return noSuchPerson('person', body.value.person)
    if (!(await removeMember(tx, known.group_id, person.id)))
      return fail('conflict', `${person.name} is not a member of ${known.name}; nothing was changed.`)
    const needing = await rulesWithGroup(tx, known.group_id)
    const warnings = (await readRules(tx)).flatMap((rule) => {
      const problem = needing.includes(rule.name) ? groupVotesProblem(rule.groupVotes) : null
      return problem ? [`The rule ${rule.name} can never be met: ${problem}`] : []
    })
    return ok({ member: person.did, warnings })
  })
}
