import { ok, type Result } from '@/lib/kernel/errors'
import { deleteChannel as remove } from '@/lib/notices/db/channels'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { onChannel } from './channel-transaction'

/** Deletes a channel with its messages, those that wait too. */
export const deleteChannel = (
  context: RightsContext,
  channelId: string,
): Promise<Result<{ channel_id: string }>> =>
  onChannel(context, channelId, async (tx, { channel_id }) => {
    await remove(tx, channel_id)
    return ok({ channel_id })
  })
