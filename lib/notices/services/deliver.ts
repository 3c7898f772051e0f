import type { DataSource } from 'typeorm'
import { log } from '@/lib/log/log'
import {
  type Attempt,
  beginAttempt,
  type Leased,
  leaseChannel,
  noteAttempt,
  readItems,
  releaseChannel,
  rest,
} from '@/lib/notices/db/queue'
import { withheld } from '@/lib/notices/domain/channel'
import { messageOf } from '@/lib/notices/domain/message'
import { quietUntil } from '@/lib/notices/domain/quiet-hours'
import { giveUpHours, pauseMs } from '@/lib/notices/domain/retry'
import { type Sent, send } from './send'

/** On how many channels one server sends at once. */
const together = 16
/** Of one channel, before the others have their turn. */
const inARow = 20

type Sender = typeof send

/**
 * Returns what begins to send all that is due and does not wait for it: a slow receiver holds up its own channel alone. `ended`
 * waits for what was begun.
 */
export function deliverer(sender: Sender = send) {
  const sending = new Set<Promise<void>>()
  const begin = async (db: DataSource, only: string | null = null): Promise<void> => {
    while (sending.size < together) {
      const channel = await db.transaction((tx) => leaseChannel(tx, only))
      if (!channel) return
      const work = deliverOn(db, channel, sender)
        .catch((err: unknown) => log().error({ err }, 'A message could not be sent and will be tried again'))
        .finally(() => sending.delete(work))
      sending.add(work)
      if (only !== null) return
    }
  }
  return { begin, ended: () => Promise.all(sending) }
}

/** Sends what is due on one channel, one message after another, and reports what came of them. */
async function deliverOn(db: DataSource, channel: Leased, sender: Sender): Promise<void> {
  const until = channel.quiet && quietUntil(channel.quiet, new Date())
  if (until) await rest(db.manager, channel, until)
  for (let sent = 0; sent < inARow; sent += 1) {
    const attempt = await db.transaction((tx) => beginAttempt(tx, channel))
    if (!attempt) break
    await tryOnce(db, channel, attempt, sender)
  }
  await releaseChannel(db.manager, channel)
}

async function tryOnce(db: DataSource, channel: Leased, attempt: Attempt, sender: Sender): Promise<void> {
  const [first, ...others] = await readItems(db.manager, attempt.delivery_id)
  const sent: Sent = first
    ? await sender(channel, attempt.delivery_id, messageOf([first, ...others]))
    : { ok: false, final: true, answer: withheld }
  const ended = sent.final || attempt.give_up
  await noteAttempt(db.manager, channel, attempt.delivery_id, {
    state: sent.ok ? 'sent' : ended ? 'failed' : 'waiting',
    answer: sent.ok || sent.final || !attempt.give_up ? sent.answer : `${sent.answer} ${givenUp}`,
    pauseMs: pauseMs(attempt.tried_ms, Math.random(), sent.retryAfterMs),
  })
}

const givenUp = `Given up after ${giveUpHours} hours.`
