import type { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { changeChannel as change } from '@/lib/notices/db/channels'
import { channelChange } from '@/lib/notices/domain/channel-calls'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { onChannel } from './channel-transaction'

/** Replaces what a channel is told of and when. Where it sends to stays as it was created. */
export async function changeChannel(
  context: RightsContext,
  channelId: string,
  input: unknown,
): Promise<Result<{ channel_id: string }>> {
  const body = parseBody<z.output<typeof channelChange>>(channelChange, input, 'The channel was not changed.')
  if (!body.ok) return body
  return onChannel(context, channelId, async (tx, channel) => {
    if (channel.person_id === null && body.value.nodes === 'owned')
      return fail('invalid', 'The channel was not changed.', {
        fields: [{ path: 'nodes', message: 'must be all or label: a shared channel owns none' }],
      })
    await change(tx, channel.channel_id, body.value)
    return ok({ channel_id: channel.channel_id })
  })
}
