import type { EntityManager } from 'typeorm'
import { insertDelegation } from '@/lib/consent/db/delegations'
import { newDelegation } from '@/lib/consent/domain/calls'
import { isOwner } from '@/lib/fleet/db/owners'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { hasRole, type PersonViewer, type Terminal } from '@/lib/kernel/role'
import { findPersonBy } from '@/lib/people/db/people'
import { permissions } from '@/lib/people/domain/permissions'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { disabledPerson, noSuchPerson } from './add-owner'
import { nodeTransaction } from './node-transaction'

const mostMs = 366 * 86_400_000
const nothing = 'Nothing was delegated.'
const wrong = (path: string, message: string) => fail('invalid', nothing, { fields: [{ path, message }] })

/** An owner delegates their right to decide, from now or `starts` on, until `until`. */
export async function delegate(
  context: RightsContext,
  nodeDid: string,
  input: unknown,
): Promise<Result<{ delegationId: string }>> {
  const body = parseBody(newDelegation, input, nothing)
  if (!body.ok) return body
  const { to, starts, until, from } = body.value
  const begins = Math.max(Date.now(), starts === undefined ? 0 : Date.parse(starts))
  if (Date.parse(until) <= begins)
    return wrong('until', starts === undefined ? 'must be in the future' : 'must be after its start')
  if (Date.parse(until) - begins > mostMs) return wrong('until', 'must be at most a year after its start')
  // Nobody at the terminal owns a node, so the command names the owner whose right is delegated.
  const action = context.viewer.kind === 'terminal' ? 'addOwner' : 'delegate'
  return nodeTransaction(context, action, nodeDid, async ({ tx, who }) => {
    const owner = await ownerOf(tx, who, from)
    if (!owner)
      return who.kind === 'terminal'
        ? noSuchPerson('from', from ?? '')
        : wrong('from', 'must be you: you can delegate only your own right')
    if (!(await isOwner(tx, nodeDid, owner))) return fail('forbidden', permissions.delegate.refusal)
    const person = await findPersonBy(tx, to)
    if (!person) return noSuchPerson('to', to)
    if (person.disabled_at) return disabledPerson('to', person.name)
    if (person.id === owner) return wrong('to', 'must be somebody else: you cannot delegate to the owner')
    if (!hasRole(person.role, 'approver'))
      return wrong('to', 'needs the approver role; ask an administrator for it')
    if (await isOwner(tx, nodeDid, person.id)) return wrong('to', 'already owns the node')
    const delegationId = await insertDelegation(tx, {
      ...{ nodeDid, ownerId: owner, delegateId: person.id },
      from: starts !== undefined && Date.parse(starts) > Date.now() ? starts : null,
      until,
    })
    return ok({ delegationId })
  })
}

/** Whose right is delegated: the caller's, or that of the owner named at the terminal. */
async function ownerOf(
  tx: EntityManager,
  who: PersonViewer | Terminal,
  from: string | undefined,
): Promise<string | null> {
  const named = from === undefined ? null : await findPersonBy(tx, from)
  if (who.kind === 'terminal') return named?.id ?? null
  return from === undefined || named?.id === who.id ? who.id : null
}
