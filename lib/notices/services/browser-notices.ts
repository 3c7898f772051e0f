import { z } from 'zod'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { noteShown as note, readBrowserChannels, takeDeliveries } from '@/lib/notices/db/browser'
import { readItems, rest } from '@/lib/notices/db/queue'
import { withheld } from '@/lib/notices/domain/channel'
import type { BrowserMessage } from '@/lib/notices/domain/channels-page'
import { bodyLines, messageOf } from '@/lib/notices/domain/message'
import { quietUntil } from '@/lib/notices/domain/quiet-hours'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { asPerson } from './channel-transaction'

/** What the browser of this person shows now. It may show a message twice, and says afterwards what it has shown. */
export const takeNotices = (context: RightsContext): Promise<Result<BrowserMessage[]>> =>
  asPerson(context, 'readChannels', async (tx, who) => {
    for (const channel of await readBrowserChannels(tx, who.id)) {
      const until = channel.quiet && quietUntil(channel.quiet, new Date())
      if (until) await rest(tx, channel, until)
    }
    const messages: BrowserMessage[] = []
    for (const deliveryId of await takeDeliveries(tx, who.id)) {
      const [first, ...others] = await readItems(tx, deliveryId)
      if (!first) await note(tx, who.id, [deliveryId], { state: 'failed', answer: withheld })
      else {
        const message = messageOf([first, ...others])
        const [title, text] = [message.title, bodyLines(message).slice(0, 5).join('\n')]
        messages.push({ delivery_id: deliveryId, title, text, path: message.path })
      }
    }
    return ok(messages)
  })

const shown = z.strictObject({ deliveries: z.array(z.guid()).max(200) })

export async function noteShown(context: RightsContext, input: unknown): Promise<Result<null>> {
  const body = parseBody(shown, input, 'Nothing was noted.')
  if (!body.ok) return body
  return asPerson(context, 'readChannels', async (tx, who) => {
    await note(tx, who.id, body.value.deliveries, { state: 'sent', answer: 'Shown in a browser.' })
    return ok(null)
  })
}
