import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { erase } from '@/lib/people/db/account-changes'
import { erasure } from '@/lib/people/domain/calls'
import { personTransaction } from './person-transaction'
import type { RightsContext } from './rights-transaction'

/**
 * Replaces a person's name and address for good and removes what they signed in with. Their DID stays, and with it what they
 * decided. Whoever does it names the address once more, since it cannot be undone.
 */
export async function erasePerson(
  context: RightsContext,
  emailOrDid: string,
  input: unknown,
): Promise<Result<{ did: string }>> {
  const body = parseBody(erasure, input, 'Nobody was erased.')
  if (!body.ok) return body
  return personTransaction(context, 'setPeople', emailOrDid, async ({ tx, person }) => {
    if (person.erased_at) return fail('conflict', 'This person was already erased.')
    if (body.value.email !== person.email)
      return fail('invalid', 'Nobody was erased.', {
        fields: [{ path: 'email', message: 'must be the e-mail address of this person' }],
      })
    await erase(tx, person.id, person.email)
    return ok({ did: person.did })
  })
}
