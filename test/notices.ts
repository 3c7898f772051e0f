import { Webhook } from 'standardwebhooks'
import { onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { forgetConfig } from '@/lib/config'
import type { PersonViewer } from '@/lib/kernel/role'
import type { NewNotice } from '@/lib/notices/domain/notice'
import { createChannel } from '@/lib/notices/services/create-channel'
import { deliverer } from '@/lib/notices/services/deliver'
import { notify } from '@/lib/notices/services/notify'
import { type TestFleet, testFleet, testPerson } from './fleet'
import { done } from './result'
import { smtpServer } from './smtp-server'
import { webhookReceiver } from './webhook-receiver'

const payload = z.object({
  type: z.string(),
  data: z.object({
    title: z.string(),
    count: z.number(),
    url: z.string(),
    notices: z.array(z.object({ node_did: z.string().nullable(), title: z.string() })),
  }),
})

type Receiver = Awaited<ReturnType<typeof webhookReceiver>>

/** What the receiver got, once the signature of each was verified. */
export const verified = (receiver: Receiver, secret: string) =>
  receiver.got.map(({ body, headers }) => {
    const text = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
    return { id: text['webhook-id'] ?? '', ...payload.parse(new Webhook(secret).verify(body, text)) }
  })

export const high: NewNotice = {
  ...{
    kind: 'alert',
    severity: 'warning',
    node: 'did:n:1',
    title: 'CPU above 90%',
    text: '97 % for 5 minutes',
  },
  ...{ path: '/nodes/did%3An%3A1', group: 'cpu' },
}

type Row = { delivery_id: string; state: string; attempts: number; answer: string | null; wait: number }

/** A database, a mail server, an administrator `admin` and an operator `ola`; this process sends as a server does. */
export async function noticeFixture() {
  const [fleet, smtp] = [await testFleet(10), await smtpServer()]
  const { db }: TestFleet = fleet
  const people = {
    admin: await testPerson(db, 'admin', 'admin'),
    ola: await testPerson(db, 'ola', 'operator'),
  }
  vi.stubEnv('HAKIM_SMTP_URL', smtp.url)
  vi.stubEnv('HAKIM_MAIL_FROM', 'hakim@example.org')
  vi.stubEnv('HAKIM_BASE_URL', 'https://hakim.example.org')
  vi.stubEnv('HAKIM_SECRET', 'a secret of a test with at least 32 characters')
  forgetConfig()
  const by = (viewer: PersonViewer) => ({ db, viewer })
  return {
    ...{ db, url: fleet.url, smtp, by, ...people },
    /** A receiver until the test has ended. */
    receiver: async (): Promise<Receiver> => {
      const opened = await webhookReceiver()
      onTestFinished(opened.close)
      return opened
    },
    shared: async (kind: 'webhook' | 'slack', url: string, more: object = {}) => {
      const made = done(await createChannel(by(people.admin), { kind, name: kind, url, ...more }))
      return { channel_id: made.channel_id, secret: made.secret ?? '' }
    },
    /** Tells of these in one transaction; what they leave out is as in `high`. */
    tell: (...notices: Partial<NewNotice>[]) =>
      db.transaction((tx) =>
        notify(
          tx,
          notices.map((one) => ({ ...high, ...one })),
        ),
      ),
    /** Sends all that is due and waits for it. */
    run: async (sender?: Parameters<typeof deliverer>[0]): Promise<void> => {
      const { begin, ended } = deliverer(sender)
      await begin(db)
      await ended()
    },
    rows: (): Promise<Row[]> =>
      db.query(
        `SELECT delivery_id, state, attempts, answer, extract(epoch FROM next_at - clock_timestamp())::float8 AS wait
         FROM notice_deliveries ORDER BY created_at, delivery_id`,
      ),
    /** As if this much time had passed. */
    later: (interval: string): Promise<unknown> =>
      db.query(
        `UPDATE notice_deliveries SET next_at = next_at - $1::interval, give_up_at = give_up_at - $1::interval,
                ended_at = ended_at - $1::interval, created_at = created_at - $1::interval`,
        [interval],
      ),
    forget: () => db.query(`DELETE FROM notice_channels; DELETE FROM notices`),
    close: async () => {
      vi.unstubAllEnvs()
      forgetConfig()
      await smtp.close()
      await fleet.close()
    },
  }
}
