import { z } from 'zod'
import { lockRule } from '@/lib/alerts/db/rules'
import { endSilence as end, insertSilence, readSilences } from '@/lib/alerts/db/silences'
import { silenceRequest } from '@/lib/alerts/domain/calls'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { asPerson, refused } from './rule-transaction'

type Silenced = { silence_id: string }

/** Tells nobody of what fires there until then. It is still judged and kept, and told of if it fires once the silence ends. */
export async function silenceAlerts(context: RightsContext, input: unknown): Promise<Result<Silenced>> {
  const body = parseBody<z.output<typeof silenceRequest>>(silenceRequest, input, 'Nothing was silenced.')
  if (!body.ok) return body
  const { rule_id, node_did } = body.value
  return asPerson(context, async (tx, who) => {
    const rule = rule_id === null ? null : await lockRule(tx, rule_id)
    const seen = rule && (rule.node_did === null || (await nodeScope(tx, who, rule.node_did)))
    if (rule_id !== null && !seen) return fail('not_found', 'There is no such rule.')
    const refusal = await refused(tx, who, 'silenceAlerts', node_did ?? rule?.node_did ?? null)
    return refusal ?? ok({ silence_id: await insertSilence(tx, body.value, who.id) })
  })
}

/** Ends a silence now. */
export const endSilence = (context: RightsContext, silenceId: string): Promise<Result<Silenced>> =>
  asPerson(context, async (tx, who) => {
    const [silence] = z.guid().safeParse(silenceId).success ? await readSilences(tx, silenceId) : []
    const rule = silence?.rule_id ? await lockRule(tx, silence.rule_id) : null
    const node = silence?.node_did ?? rule?.node_did ?? null
    if (!silence || (node !== null && !(await nodeScope(tx, who, node))))
      return fail('not_found', 'There is no such silence, or it has ended.')
    const refusal = await refused(tx, who, 'silenceAlerts', node)
    if (refusal) return refusal
    await end(tx, silenceId, who.id)
    return ok({ silence_id: silenceId })
  })
