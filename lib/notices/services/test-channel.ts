import { randomUUID } from 'node:crypto'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { DeliveryStateRow } from '@/lib/notices/db/deliveries'
import { writeNotices } from '@/lib/notices/db/notify'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { onChannel } from './channel-transaction'
import { sendNow } from './send-now'

/** Sends a test message, in quiet hours too, and waits for what comes of it. */
export async function testChannel(
  context: RightsContext,
  channelId: string,
): Promise<Result<DeliveryStateRow>> {
  const written = await onChannel(context, channelId, async (tx, channel, who) => {
    if (!channel.enabled) return fail('conflict', 'This channel is off; turn it on first.')
    const test = {
      ...({ kind: 'test', severity: 'info', node: null, path: '/settings/channels' } as const),
      ...{ title: 'A test message', text: `${who.name} has sent it to see whether it arrives.` },
      group: `test:${randomUUID()}`,
    }
    const [delivery] = await writeNotices(tx, [test], { channel: channel.channel_id })
    if (!delivery) throw new Error('A test message has a channel')
    return ok(delivery)
  })
  return written.ok ? sendNow(context.db, written.value) : written
}
