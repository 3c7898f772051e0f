import { randomBytes, randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { isPlainHttp } from '@/lib/kernel/url/plain-http'
import { countChannels, insertChannel } from '@/lib/notices/db/channels'
import { encrypt, type Target } from '@/lib/notices/db/encrypted'
import { isShared } from '@/lib/notices/domain/channel'
import { channelRequest } from '@/lib/notices/domain/channel-calls'
import { refusalOf } from '@/lib/people/domain/refusal'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { asPerson } from './channel-transaction'
import { newSecret } from './sign-webhook'

/** `secret` is shown this once. */
export type CreatedChannel = { channel_id: string; secret: string | null }

const nothing = 'No channel was created.'
/** More than anybody reads. */
const most = 50

/**
 * Creates a channel: to oneself, or as an administrator one that calls a URL for all. Nobody else can make the server call
 * anything.
 */
export async function createChannel(context: RightsContext, input: unknown): Promise<Result<CreatedChannel>> {
  const body = parseBody<z.output<typeof channelRequest>>(channelRequest, input, nothing)
  if (!body.ok) return body
  const { kind, nodes } = body.value
  const shared = isShared(kind)
  const target = targetOf(body.value)
  return asPerson(context, 'setChannels', async (tx, who) => {
    const refusal = shared ? refusalOf('setSharedChannels', who) : null
    if (refusal) return fail('forbidden', refusal)
    if (!target.ok) return target
    if (shared && nodes === 'owned') return wrong('nodes', 'must be all or label: a shared channel owns none')
    const personId = shared ? null : who.id
    if ((await countChannels(tx, personId)) >= most)
      return fail('conflict', `There are ${most} channels already; delete one first.`)
    const channelId = randomUUID()
    const encrypted = target.value && encrypt(channelId, target.value)
    const host = target.value && new URL(target.value.url).host
    await insertChannel(tx, { channelId, kind, personId, host, encrypted }, body.value)
    return ok({ channel_id: channelId, secret: target.value?.secret ?? null })
  })
}

const wrong = (path: string, message: string) => fail('invalid', nothing, { fields: [{ path, message }] })

/** Where a shared channel sends to; null for others. */
function targetOf({ kind, url, plain_http }: z.output<typeof channelRequest>): Result<Target | null> {
  if (!isShared(kind))
    return url === undefined ? ok(null) : wrong('url', 'is only for webhooks and Slack-compatible channels')
  if (url === undefined) return wrong('url', 'is required')
  const { protocol, username, password } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return wrong('url', 'must begin with https://')
  if (username || password) return wrong('url', 'must have no user name and password')
  if (isPlainHttp(url) && !plain_http)
    return wrong('url', 'must begin with https://, unless you allow http to another machine')
  const secret = kind === 'webhook' ? newSecret(randomBytes(32)) : null
  return ok({ url, secret, plainHttp: plain_http })
}
