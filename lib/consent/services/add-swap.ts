import { lockGroup } from '@/lib/consent/db/groups'
import { deleteSwap, insertSwap, readRotas } from '@/lib/consent/db/rotas'
import { newSwap } from '@/lib/consent/domain/rota-calls'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { noSuchGroup } from './remove-group'
import { findMembers } from './set-rota'

/** Has one member on duty instead of another for a time. */
export async function addSwap(
  context: RightsContext,
  group: string,
  input: unknown,
): Promise<Result<{ swapId: string }>> {
  const body = parseBody(newSwap, input, 'The swap was not added.')
  if (!body.ok) return body
  const { person, instead_of, starts, ends } = body.value
  return rightsTransaction(context, 'setGroups', async (tx) => {
    const known = await lockGroup(tx, group)
    if (!known) return noSuchGroup()
    const [rota] = await readRotas(tx, known.group_id)
    if (!rota) return fail('conflict', `${known.name} has no rota; set one first.`)
    if (Date.parse(ends) <= Date.now())
      return fail('invalid', 'The swap was not added.', {
        fields: [{ path: 'ends', message: 'must be in the future' }],
      })
    const both = await findMembers(tx, {
      ...known,
      paths: [
        ['person', person],
        ['instead_of', instead_of],
      ],
    })
    if (!both.ok) return both
    const [takes, gives] = both.value
    if (!takes || !gives || takes.id === gives.id)
      return fail('invalid', 'The swap was not added.', {
        fields: [{ path: 'person', message: 'must be somebody else' }],
      })
    return ok({
      swapId: await insertSwap(tx, known.group_id, { person: takes.id, insteadOf: gives.id, starts, ends }),
    })
  })
}

/** Ends a swap of a group before its time. */
export const removeSwap = (
  context: RightsContext,
  group: string,
  swapId: string,
): Promise<Result<{ swapId: string }>> =>
  rightsTransaction(context, 'setGroups', async (tx) => {
    const known = await lockGroup(tx, group)
    if (!known) return noSuchGroup()
    return (await deleteSwap(tx, known.group_id, swapId))
      ? ok({ swapId })
      : fail('not_found', 'There is no such swap.')
  })
