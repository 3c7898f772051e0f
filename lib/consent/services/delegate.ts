import type { EntityManager } from 'typeorm'
import { insertDelegation } from '@/lib/consent/db/delegations'
import { newDelegation } from '@/lib/consent/domain/calls'
import { delegationDates } from '@/lib/consent/domain/delegation-dates'
import { isUniqueViolation } from '@/lib/db/connection/failures'
import type { PersonRow } from '@/lib/db/entities/person'
import { isOwner } from '@/lib/fleet/db/owners'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { hasRole, type PersonViewer, type Terminal } from '@/lib/kernel/role'
import { findPerson, findPersonBy } from '@/lib/people/db/people'
import { permissions } from '@/lib/people/domain/permissions'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { parseDelegation } from '@/lib/signing/domain/delegation'
import { problemText } from '@/lib/signing/domain/strict'
import { disabledPerson, noSuchPerson } from './add-owner'
import { nodeTransaction } from './node-transaction'
import { notDelegated, readSignedDelegation } from './signed-delegation'

const wrong = (path: string, message: string) =>
  fail('invalid', notDelegated, { fields: [{ path, message }] })

/** An owner delegates their right to decide, from now or `starts` on, until `until`. Whoever has a key signs it. */
export async function delegate(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<{ delegationId: string; until: string }>> {
  const body = parseBody(newDelegation, input, notDelegated)
  if (!body.ok) return body
  const { to, from, signed } = body.value
  const parsed = signed === undefined ? null : parseDelegation(signed)
  if (parsed && !parsed.ok) return wrong('signed', problemText(parsed.problem))
  const dated = delegationDates(body.value, parsed?.value.delegation ?? null, Date.now())
  if (!dated.ok) return wrong(dated.path, dated.message)
  const { starts, until } = dated.dates
  // Nobody at the terminal owns a node, so the command names the owner whose right is delegated.
  const action = context.viewer.kind === 'terminal' ? 'addOwner' : 'delegate'
  return nodeTransaction(context, action, nodeDid, async ({ tx, who }) => {
    const owner = await ownerOf(tx, who, from)
    if (!owner)
      return who.kind === 'terminal'
        ? noSuchPerson('from', from ?? '')
        : wrong('from', 'must be you: you can delegate only your own right')
    if (!(await isOwner(tx, nodeDid, owner.id))) return fail('forbidden', permissions.delegate.refusal)
    const person = await findPersonBy(tx, to)
    if (!person) return noSuchPerson('to', to)
    if (person.disabled_at) return disabledPerson('to', person.name)
    if (person.id === owner.id) return wrong('to', 'must be somebody else: you cannot delegate to the owner')
    if (!hasRole(person.role, 'approver'))
      return wrong('to', 'needs the approver role; ask an administrator for it')
    if (await isOwner(tx, nodeDid, person.id)) return wrong('to', 'already owns the node')
    const read = await readSignedDelegation(tx, { nodeDid, owner, delegate: person, signed })
    if (!read.ok) return read
    try {
      const delegationId = await insertDelegation(tx, {
        ...{ nodeDid, ownerId: owner.id, delegateId: person.id, from: starts, until },
        signed: read.value,
      })
      return ok({ delegationId, until })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      return fail('conflict', 'This delegation has been made before; sign another one.')
    }
  })
}

/** Whose right is delegated: the caller's, or that of the owner named at the terminal. */
async function ownerOf(
  tx: EntityManager,
  who: PersonViewer | Terminal,
  from: string | undefined,
): Promise<PersonRow | null> {
  const named = from === undefined ? null : await findPersonBy(tx, from)
  if (who.kind === 'terminal') return named
  return from === undefined || named?.id === who.id ? findPerson(tx, who.id) : null
}
