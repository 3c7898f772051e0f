import type { EntityManager } from 'typeorm'
import { lockGroup } from '@/lib/consent/db/groups'
import { deleteRota, membersOf, writeRota } from '@/lib/consent/db/rotas'
import { newRota } from '@/lib/consent/domain/rota-calls'
import type { PersonRow } from '@/lib/db/entities/person'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { hasRole } from '@/lib/kernel/role'
import { findPersonBy } from '@/lib/people/db/people'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { noSuchGroup } from './remove-group'

type Named = { groupId: string; name: string }

/** Sets who of a group, given by id or name, is on duty when; swaps stay. */
export async function setRota(
  context: RightsContext,
  group: string,
  input: unknown,
): Promise<Result<Named & { warnings: string[] }>> {
  const body = parseBody(newRota, input, 'The rota was not saved.')
  if (!body.ok) return body
  const { people: sought, handover, ...rota } = body.value
  const [hours, minutes] = handover.split(':').map(Number)
  return rightsTransaction(context, 'setGroups', async (tx) => {
    const known = await lockGroup(tx, group)
    if (!known) return noSuchGroup()
    const people = await findMembers(tx, { ...known, paths: sought.map((who, n) => [`people[${n}]`, who]) })
    if (!people.ok) return people
    const ids = people.value.map(({ id }) => id)
    if (new Set(ids).size < ids.length)
      return fail('invalid', 'The rota was not saved.', {
        fields: [{ path: 'people', message: 'must name each member once' }],
      })
    await writeRota(tx, known.group_id, {
      ...{ people: ids, turnDays: rota.turn_days, startsOn: rota.starts_on, timeZone: rota.time_zone },
      ...{ handoverMinute: (hours ?? 0) * 60 + (minutes ?? 0), escalateMinutes: rota.escalate_minutes },
    })
    const unable = people.value.filter(({ role, disabled_at }) => disabled_at || !hasRole(role, 'approver'))
    const warnings = unable.map(({ name }) => `${name} cannot vote now, and is passed over.`)
    return ok({ groupId: known.group_id, name: known.name, warnings })
  })
}

/** Without a rota, a request tells the whole group at once. */
export const removeRota = (context: RightsContext, group: string): Promise<Result<Named>> =>
  rightsTransaction(context, 'setGroups', async (tx) => {
    const known = await lockGroup(tx, group)
    if (!known) return noSuchGroup()
    return (await deleteRota(tx, known.group_id))
      ? ok({ groupId: known.group_id, name: known.name })
      : fail('conflict', `${known.name} has no rota; nothing was changed.`)
  })

type Sought = { group_id: string; name: string; paths: [path: string, who: string][] }

/** Members of a group by e-mail address or DID, in this order. */
export async function findMembers(
  tx: EntityManager,
  { group_id, name, paths }: Sought,
): Promise<Result<PersonRow[]>> {
  const members = await membersOf(tx, group_id)
  const found: PersonRow[] = []
  for (const [path, who] of paths) {
    const person = await findPersonBy(tx, who)
    if (!person || !members.has(person.id))
      return fail('invalid', `${person?.name ?? who} is not a member of ${name}.`, {
        fields: [{ path, message: 'must be the e-mail address or DID of a member of the group' }],
      })
    found.push(person)
  }
  return ok(found)
}
