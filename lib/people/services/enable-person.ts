import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { enable } from '@/lib/people/db/account-changes'
import { stateChange } from '@/lib/people/domain/calls'
import { personTransaction } from './person-transaction'
import type { RightsContext } from './rights-transaction'

/** Lets a person sign in again, with the role, tokens, ownership and delegations that they had. */
export async function enablePerson(
  context: RightsContext,
  emailOrDid: string,
  input: unknown,
): Promise<Result<{ did: string }>> {
  const body = parseBody(stateChange, input, 'Nobody was enabled.')
  if (!body.ok) return body
  return personTransaction(context, 'setPeople', emailOrDid, async ({ tx, person }) => {
    if (person.erased_at)
      return fail('conflict', 'This person was erased and cannot be enabled; invite them again.')
    if (!person.disabled_at) return fail('conflict', `${person.name} is not disabled.`)
    await enable(tx, person.id, body.value.reason)
    return ok({ did: person.did })
  })
}
