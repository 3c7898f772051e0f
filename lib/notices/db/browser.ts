import type { EntityManager } from 'typeorm'
import type { QuietHours } from '@/lib/notices/domain/quiet-hours'
import { isDue } from './queue'

/** The channels of a person's browsers. */
export const readBrowserChannels = (
  tx: EntityManager,
  personId: string,
): Promise<{ channel_id: string; quiet: QuietHours | null }[]> =>
  tx.query(
    `SELECT channel_id, quiet FROM notice_channels WHERE person_id = $1 AND kind = 'browser' AND enabled
     FOR NO KEY UPDATE`,
    [personId],
  )

/** How long a page has to say that it has shown a message, before it is offered again. */
const shownWithin = `interval '30 seconds'`
/** For so long, every browser in which this person is signed in gets it. */
const recently = `interval '1 minute'`

/** What a person's browsers are to show now: what is due, and what another one has just shown. */
export async function takeDeliveries(tx: EntityManager, personId: string): Promise<string[]> {
  const rows = await tx.query<{ delivery_id: string }[]>(
    `WITH taken AS (
       UPDATE notice_deliveries SET attempts = attempts + 1, asked = false, next_at = clock_timestamp() + ${shownWithin}
       WHERE delivery_id IN (
         SELECT d.delivery_id FROM notice_deliveries d JOIN notice_channels c USING (channel_id)
         WHERE c.person_id = $1 AND c.kind = 'browser' AND c.enabled AND ${isDue}
         FOR NO KEY UPDATE OF d SKIP LOCKED)
       RETURNING delivery_id)
     SELECT delivery_id FROM taken
     UNION
     SELECT d.delivery_id FROM notice_deliveries d JOIN notice_channels c USING (channel_id)
     WHERE c.person_id = $1 AND c.kind = 'browser'
       AND (d.state = 'waiting' AND d.attempts > 0 AND d.next_at > clock_timestamp()
            OR d.state = 'sent' AND d.ended_at > clock_timestamp() - ${recently})`,
    [personId],
  )
  return rows.map(({ delivery_id }) => delivery_id)
}

/** Notes what a person's browser has shown, or that there was nothing that they may still see. */
export const noteShown = (
  tx: EntityManager,
  personId: string,
  deliveries: readonly string[],
  { state, answer }: { state: 'sent' | 'failed'; answer: string },
): Promise<unknown> =>
  tx.query(
    `UPDATE notice_deliveries d SET state = $3, answer = $4, ended_at = clock_timestamp() FROM notice_channels c
     WHERE c.channel_id = d.channel_id AND c.person_id = $1 AND c.kind = 'browser'
       AND d.delivery_id = ANY ($2::uuid[]) AND d.state = 'waiting' AND d.attempts > 0`,
    [personId, deliveries, state, answer],
  )

/** What waits for the browsers of these people: ids of messages by the id of the person. */
export async function waitingInBrowsers(
  db: EntityManager,
  people: readonly string[],
): Promise<Map<string, string>> {
  if (people.length === 0) return new Map()
  const rows = await db.query<{ person_id: string; ids: string }[]>(
    `SELECT c.person_id, string_agg(d.delivery_id::text, ' ' ORDER BY d.delivery_id) AS ids
     FROM notice_channels c JOIN notice_deliveries d USING (channel_id)
     WHERE c.person_id = ANY ($1::text[]) AND c.kind = 'browser' AND c.enabled AND ${isDue} GROUP BY 1`,
    [people],
  )
  return new Map(rows.map(({ person_id, ids }) => [person_id, ids]))
}
