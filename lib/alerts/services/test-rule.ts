import { randomUUID } from 'node:crypto'
import { readDeliveriesOf } from '@/lib/alerts/db/told-rows'
import { conditionText } from '@/lib/alerts/domain/rule-text'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { writeNotices } from '@/lib/notices/db/notify'
import type { DeliveryState } from '@/lib/notices/domain/channel'
import { sendNow } from '@/lib/notices/services/send-now'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { peopleOf, rulesToTell } from './audience'
import { onRule } from './rule-transaction'

/** What became of the test on one channel. */
export type TestDelivery = { name: string; kind: string; state: DeliveryState; answer: string | null }

/**
 * Sends a test message to everybody whom this rule would notify, on the channels that they have chosen for it, and waits for what
 * comes of it. Quiet hours hold: then it waits.
 */
export async function testRule(
  context: RightsContext,
  ruleId: string,
): Promise<Result<{ deliveries: TestDelivery[] }>> {
  const written = await onRule(context, ruleId, async (tx, who) => {
    const rule = (await rulesToTell(tx)).get(ruleId)
    if (!rule) return fail('not_found', 'There is no such rule.')
    const notice = {
      ...({ kind: 'alert', severity: rule.severity, node: rule.node_did, path: '/alerts/rules' } as const),
      ...{ title: `Test: ${conditionText(rule.condition)}`, text: `${who.name} is testing this rule.` },
      ...{ group: `alert-test:${randomUUID()}`, ...peopleOf(rule.tell) },
    }
    return ok(await writeNotices(tx, [notice]))
  })
  if (!written.ok) return written
  // Two at a time: each needs a connection of its own for a moment.
  const waiting = [...written.value]
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift()) await sendNow(context.db, one)
  }
  await Promise.all([next(), next()])
  return ok({
    deliveries: await readDeliveriesOf(
      context.db.manager,
      written.value.map(({ delivery_id }) => delivery_id),
    ),
  })
}
