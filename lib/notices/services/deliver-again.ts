import { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { type DeliveryStateRow, lockDelivery, sendAgain } from '@/lib/notices/db/deliveries'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { asPerson, scopeOf } from './channel-transaction'
import { sendNow } from './send-now'

/** Sends a message once more under its id, now. A receiver that has kept that id knows that it is the same. */
export async function deliverAgain(
  context: RightsContext,
  deliveryId: string,
): Promise<Result<DeliveryStateRow>> {
  const asked = await asPerson(context, 'setChannels', async (tx, who) => {
    const known = z.guid().safeParse(deliveryId).success
    const delivery = known ? await lockDelivery(tx, scopeOf(who), deliveryId) : null
    if (!delivery) return fail('not_found', 'There is no such message on a channel that you can change.')
    if (!delivery.enabled) return fail('conflict', 'This channel is off; turn it on first.')
    await sendAgain(tx, deliveryId)
    return ok(delivery)
  })
  return asked.ok ? sendNow(context.db, asked.value) : asked
}
