import { linkTo } from '@/lib/mail/link'
import { mailReach, sendMail } from '@/lib/mail/send-mail'
import { decrypt, type Target } from '@/lib/notices/db/encrypted'
import type { Leased } from '@/lib/notices/db/queue'
import { noMailServer, nowhere } from '@/lib/notices/domain/channel'
import type { Message } from '@/lib/notices/domain/message'
import { mailOf, slackOf, webhookOf } from '@/lib/notices/domain/writings'
import { type Posted, post } from './post'
import { webhookHeaders } from './sign-webhook'

/** What came of one attempt, in words. `final`: trying again is of no use. */
export type Sent = { ok: boolean; answer: string; final?: boolean; retryAfterMs?: number }

/** Sends a message once; `id` is the same in every attempt. */
export async function send(channel: Leased, id: string, message: Message): Promise<Sent> {
  if (channel.kind === 'mail') return mail(channel.email ?? '', id, message)
  const target = channel.encrypted && decrypt(channel.channel_id, channel.encrypted)
  if (!target)
    return {
      ...{ ok: false, final: true },
      answer: 'HAKIM_SECRET has changed since, so the address cannot be read. Create the channel again.',
    }
  try {
    return channel.kind === 'slack' ? await slack(target, message) : await webhook(target, id, message)
  } catch (error) {
    return { ok: false, answer: wordsOf(error) }
  }
}

async function mail(to: string, id: string, message: Message): Promise<Sent> {
  const reach = mailReach(to)
  if (reach === 'nowhere') return { ok: false, final: true, answer: nowhere }
  if (reach === 'no server') return { ok: false, answer: noMailServer }
  const sent = await sendMail({ to, ...mailOf(message, linkTo), id })
  return sent.ok
    ? { ok: true, answer: 'The mail server has accepted it.' }
    : { ok: false, answer: sent.error.detail }
}

async function webhook(target: Target, id: string, message: Message): Promise<Sent> {
  const at = new Date()
  const body = webhookOf(message, linkTo, at)
  const posted = await post(target, body, webhookHeaders(target.secret ?? '', id, at, body))
  return outcome(posted)
}

async function slack(target: Target, message: Message): Promise<Sent> {
  const posted = await post(target, slackOf(message, linkTo), {})
  // Slack names what is wrong in a word, such as no_service.
  const word = /^[a-z_]{1,60}$/.exec(posted.text.trim())?.[0]
  return outcome(posted, posted.status === 200 ? undefined : word)
}

function outcome({ status, retryAfterMs }: Posted, word?: string): Sent {
  if (status >= 200 && status < 300) return { ok: true, answer: `Answered ${status}.` }
  const redirects = status >= 300 && status < 400 ? ', a redirect, which Hakim does not follow' : ''
  return {
    ok: false,
    // Standard Webhooks: the receiver wants no more of them.
    final: status === 410,
    retryAfterMs,
    answer: `Answered ${status}${word ? ` (${word})` : ''}${redirects}.`,
  }
}

const known: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing is listening there.',
  ENOTFOUND: 'The host name is unknown.',
  EAI_AGAIN: 'The host name cannot be looked up right now.',
  ECONNRESET: 'The connection broke.',
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return `${String(error)}.`
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return known[code] ?? `${error.message.replace(/\.$/, '')}.`
}
