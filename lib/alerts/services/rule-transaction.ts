import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { lockRule } from '@/lib/alerts/db/rules'
import type { RuleRequest } from '@/lib/alerts/domain/calls'
import type { RuleSettings } from '@/lib/alerts/domain/rule'
import { isOwner } from '@/lib/fleet/db/owners'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { findPersonBy } from '@/lib/people/db/people'
import type { Action } from '@/lib/people/domain/permissions'
import { peopleOnly, refusalOf } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

/** One transaction of a person; their role is read again. `work` asks whether they may. */
export const asPerson = <T>(
  context: RightsContext,
  work: (tx: EntityManager, who: PersonViewer) => Promise<Result<T>>,
): Promise<Result<T>> =>
  rightsTransaction(context, null, async (tx, who) =>
    who.kind === 'person' ? work(tx, who) : fail('forbidden', peopleOnly),
  )

/** Why they may not do it about this node, or about all; a node that they may not see does not exist. Null if they may. */
export async function refused(
  tx: EntityManager,
  who: PersonViewer,
  action: Action,
  node: string | null,
): Promise<ReturnType<typeof fail> | null> {
  if (node !== null && !(await nodeExists(tx, who, node))) return fail('not_found', 'There is no such node.')
  const owns = node !== null && (await isOwner(tx, node, who.id))
  const refusal = refusalOf(action, who, owns ? ['owner'] : [])
  return refusal === null ? null : fail('forbidden', refusal)
}

async function nodeExists(tx: EntityManager, who: PersonViewer, did: string): Promise<boolean> {
  if ((await nodeScope(tx, who, did)) === null) return false
  const rows = await tx.query<unknown[]>(`SELECT FROM nodes WHERE node_did = $1`, [did])
  return rows.length > 0
}

/** A rule that they may change; one of a node that they may not see does not exist. */
export const onRule = <T>(
  context: RightsContext,
  ruleId: string,
  work: (tx: EntityManager, who: PersonViewer) => Promise<Result<T>>,
): Promise<Result<T>> =>
  asPerson(context, async (tx, who) => {
    const rule = z.guid().safeParse(ruleId).success ? await lockRule(tx, ruleId) : null
    const visible = rule && (rule.node_did === null || (await nodeScope(tx, who, rule.node_did)))
    if (!rule || !visible) return fail('not_found', 'There is no such rule.')
    return (await refused(tx, who, 'setAlertRules', rule.node_did)) ?? work(tx, who)
  })

/** The rule as it is kept: people by their ids. */
export async function settingsOf(tx: EntityManager, request: RuleRequest): Promise<Result<RuleSettings>> {
  const tell = await peopleIds(tx, 'tell', request.tell)
  if (!tell.ok) return tell
  const next = await peopleIds(tx, 'escalate_to', request.escalate_to)
  return next.ok ? ok({ ...request, tell: tell.value, escalate_to: next.value }) : next
}

async function peopleIds(
  tx: EntityManager,
  field: string,
  people: readonly string[] | null,
): Promise<Result<string[] | null>> {
  if (people === null) return ok(null)
  const ids: string[] = []
  for (const [index, one] of people.entries()) {
    const person = await findPersonBy(tx, one)
    if (!person)
      return fail('invalid', 'The rule was not saved.', {
        fields: [{ path: `${field}[${index}]`, message: 'must be the e-mail address or DID of a person' }],
      })
    if (!ids.includes(person.id)) ids.push(person.id)
  }
  return ok(ids)
}
