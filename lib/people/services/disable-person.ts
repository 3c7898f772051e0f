import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { disable } from '@/lib/people/db/account-changes'
import { stateChange } from '@/lib/people/domain/calls'
import { personTransaction } from './person-transaction'
import type { RightsContext } from './rights-transaction'

/**
 * Disables a person: their sessions end, their tokens are refused, and their votes and delegations no longer count. What
 * they did stays in the history.
 */
export async function disablePerson(
  context: RightsContext,
  emailOrDid: string,
  input: unknown,
): Promise<Result<{ did: string; sessions_ended: number }>> {
  const body = parseBody(stateChange, input, 'Nobody was disabled.')
  if (!body.ok) return body
  return personTransaction(context, 'setPeople', emailOrDid, async ({ tx, person }) => {
    if (person.disabled_at) return fail('conflict', `${person.name} is already disabled.`)
    const ended = await disable(tx, person.id, body.value.reason)
    return ok({ did: person.did, sessions_ended: ended })
  })
}
