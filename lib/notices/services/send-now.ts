import type { DataSource } from 'typeorm'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { type DeliveryStateRow, readDelivery } from '@/lib/notices/db/deliveries'
import { deliverer } from './deliver'

/**
 * Sends what somebody waits for, unless another message is on its way on the same channel: then it follows within seconds.
 * Answers what has become of it.
 */
export async function sendNow(
  db: DataSource,
  { delivery_id, channel_id }: { delivery_id: string; channel_id: string },
): Promise<Result<DeliveryStateRow>> {
  const { begin, ended } = deliverer()
  await begin(db, channel_id)
  await ended()
  const state = await readDelivery(db.manager, delivery_id)
  return state ? ok(state) : fail('not_found', 'The channel was deleted meanwhile.')
}
