import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { Role } from '@/lib/kernel/role'
import { changeRole } from '@/lib/people/db/account-changes'
import { roleChange } from '@/lib/people/domain/calls'
import { lastingRight } from './lasting-right'
import { personTransaction } from './person-transaction'
import type { RightsContext } from './rights-transaction'

/** Gives a person another role; what they have voted counts only while their role lets them vote. */
export async function changePersonRole(
  context: RightsContext,
  emailOrDid: string,
  input: unknown,
): Promise<Result<{ did: string; role: Role; warnings: string[] }>> {
  const body = parseBody(roleChange, input, 'The role was not changed.')
  if (!body.ok) return body
  const { role } = body.value
  return personTransaction(context, 'setPeople', emailOrDid, async ({ tx, who, person }) => {
    const refused = lastingRight(who, role)
    if (refused) return refused
    if (person.erased_at) return fail('conflict', 'This person was erased; nothing was changed.')
    if (person.role !== role) await changeRole(tx, person.id, role)
    return ok({ did: person.did, role, warnings: [] })
  })
}
