import type { EntityManager } from 'typeorm'
import { hiddenNodes } from '@/lib/fleet/db/visibility'
import type { DeliveryState } from '@/lib/notices/domain/channel'
import { giveUpHours } from '@/lib/notices/domain/retry'
import type { ChannelScope } from './channels'

export type DeliveryRow = {
  delivery_id: string
  channel_id: string
  channel: string
  state: DeliveryState
  attempts: number
  next_at: Date | null
  answer: string | null
  ended_at: Date | null
  created_at: Date
  cursor_at: string
  notices: number
  title: string | null
}

const stateColumns = `d.delivery_id, d.state, d.attempts, d.answer, d.ended_at,
  CASE WHEN d.state = 'waiting' THEN d.next_at END AS next_at`

const inScope = `(c.person_id = $1 OR c.person_id IS NULL AND $2)`

/** Messages on these channels, the newest first; titles of notices that this person may see. */
export const readDeliveries = (
  db: EntityManager,
  { personId, shared }: ChannelScope,
  { after, limit }: { after: { at: string; id: string } | null; limit: number },
): Promise<DeliveryRow[]> =>
  db.query(
    `SELECT ${stateColumns}, d.channel_id, d.created_at, c.name AS channel, d.created_at::text AS cursor_at, coalesce(told.count, 0) AS notices, told.title
     FROM notice_deliveries d JOIN notice_channels c USING (channel_id) LEFT JOIN LATERAL (
       SELECT count(*)::int AS count, (array_agg(
         concat_ws(': ', (SELECT coalesce(name, node_did) FROM nodes WHERE node_did = n.node_did), n.title) ORDER BY n.at))[1] AS title
       FROM notices n
       WHERE n.notice_id = ANY (d.notices) AND (n.node_did IS NULL OR n.node_did NOT IN (${hiddenNodes('$1')}))) told ON true
     WHERE ${inScope} AND ($3::timestamptz IS NULL OR (d.created_at, d.delivery_id) < ($3::timestamptz, $4::uuid))
     ORDER BY d.created_at DESC, d.delivery_id DESC LIMIT $5`,
    [personId, shared, after?.at ?? null, after?.id ?? null, limit],
  )

export type DeliveryStateRow = Pick<
  DeliveryRow,
  'delivery_id' | 'state' | 'attempts' | 'next_at' | 'answer' | 'ended_at'
>

export async function readDelivery(db: EntityManager, deliveryId: string): Promise<DeliveryStateRow | null> {
  const [row] = await db.query<DeliveryStateRow[]>(
    `SELECT ${stateColumns} FROM notice_deliveries d WHERE delivery_id = $1`,
    [deliveryId],
  )
  return row ?? null
}

/** A delivery on one of these channels, locked. */
export async function lockDelivery(
  tx: EntityManager,
  { personId, shared }: ChannelScope,
  deliveryId: string,
): Promise<{ delivery_id: string; channel_id: string; enabled: boolean } | null> {
  const [row] = await tx.query<{ delivery_id: string; channel_id: string; enabled: boolean }[]>(
    `SELECT d.delivery_id, d.channel_id, c.enabled FROM notice_deliveries d JOIN notice_channels c USING (channel_id)
     WHERE ${inScope} AND d.delivery_id = $3 FOR NO KEY UPDATE OF d`,
    [personId, shared, deliveryId],
  )
  return row ?? null
}

/** Sends the same message under the same id once more, now, and for a day. What was never tried stays as open as it was. */
export const sendAgain = (tx: EntityManager, deliveryId: string): Promise<unknown> =>
  tx.query(
    `UPDATE notice_deliveries SET state = 'waiting', asked = true, next_at = now(), give_up_at = NULL, ended_at = NULL
     WHERE delivery_id = $1`,
    [deliveryId],
  )

const keptDays = 30

/**
 * Deletes what ended long ago, and gives up what no open page of its person has shown, or what waited on a channel that was
 * turned off.
 */
export async function tidy(db: EntityManager): Promise<void> {
  await db.query(
    `UPDATE notice_deliveries d SET state = 'failed', ended_at = now(), attempts = attempts + 1,
            answer = 'No open page of Hakim has shown it within ${giveUpHours} hours.'
     FROM notice_channels c WHERE c.channel_id = d.channel_id AND c.kind = 'browser' AND d.state = 'waiting'
       AND d.next_at < now() - interval '${giveUpHours} hours'`,
  )
  await db.query(
    `DELETE FROM notice_deliveries WHERE coalesce(ended_at, greatest(created_at, next_at)) < now() - interval '${keptDays} days'`,
  )
  await db.query(`DELETE FROM notices WHERE at < now() - interval '${keptDays + 1} days'`)
}
