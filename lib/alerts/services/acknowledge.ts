import { z } from 'zod'
import { lockGroup, acknowledge as write } from '@/lib/alerts/db/groups'
import { acknowledgement } from '@/lib/alerts/domain/calls'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { refusalOf } from '@/lib/people/domain/refusal'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { asPerson } from './rule-transaction'

/** Says that somebody has taken it, in their words: nobody else is told. Of two people the first one counts. */
export async function acknowledge(
  context: RightsContext,
  groupId: string,
  input: unknown,
): Promise<Result<{ alert_id: string }>> {
  const body = parseBody<z.output<typeof acknowledgement>>(
    acknowledgement,
    input,
    'Nothing was acknowledged.',
  )
  if (!body.ok) return body
  return asPerson(context, async (tx, who) => {
    const refusal = refusalOf('acknowledgeAlert', who)
    if (refusal) return fail('forbidden', refusal)
    const known = z.guid().safeParse(groupId).success
    const group = known ? await lockGroup(tx, who, groupId) : null
    if (!group) return fail('not_found', 'There is no such alert.')
    if (group.acknowledged_at !== null)
      return fail('conflict', 'This alert has already been acknowledged; nothing was changed.')
    if (group.closed_at !== null)
      return fail('conflict', 'This alert is resolved; there is nothing to acknowledge.')
    await write(tx, groupId, who.id, body.value.text)
    return ok({ alert_id: groupId })
  })
}
