import type { EntityManager } from 'typeorm'
import type { ChannelKind } from '@/lib/notices/domain/channel'
import type { ToldNotice } from '@/lib/notices/domain/notice'
import type { QuietHours } from '@/lib/notices/domain/quiet-hours'
import { giveUpHours } from '@/lib/notices/domain/retry'
import { maySeeNode } from './notify'

/** A channel that this server alone sends on, until its lease ends. */
export type Leased = {
  channel_id: string
  kind: ChannelKind
  encrypted: Buffer | null
  quiet: QuietHours | null
  email: string | null
  lease: string
}

export type Attempt = { delivery_id: string; tried_ms: number; give_up: boolean }

/** Longer than an attempt takes: 10 s, or as long for each of the steps in which a mail is handed over. */
const leaseFor = `interval '60 seconds'`

/** A group gets at most one message in this time; what comes meanwhile is in the next. */
const groupPause = `interval '5 minutes'`

/** Whether a delivery `d` is to be sent now. One of a group waits while an earlier one is still being tried. */
export const isDue = `
  d.state = 'waiting' AND d.next_at <= clock_timestamp() AND (d.attempts > 0 OR d.asked OR NOT EXISTS (
    SELECT FROM notice_deliveries o WHERE o.channel_id = d.channel_id AND o.group_key = d.group_key
      AND (o.state = 'waiting' AND o.attempts > 0
           OR o.state = 'sent' AND o.ended_at > clock_timestamp() - ${groupPause})))`

/** The channel that has waited longest with something due, or a given one; null if there is none that is free. */
export async function leaseChannel(tx: EntityManager, only: string | null): Promise<Leased | null> {
  const [rows] = await tx.query<[Leased[], number]>(
    `UPDATE notice_channels c SET lease = gen_random_uuid(), leased_until = clock_timestamp() + ${leaseFor}
     WHERE c.channel_id = (
       SELECT f.channel_id FROM notice_channels f
       WHERE f.kind <> 'browser' AND f.enabled AND ($1::uuid IS NULL OR f.channel_id = $1)
         AND (f.lease IS NULL OR f.leased_until < clock_timestamp())
         AND EXISTS (SELECT FROM notice_deliveries d WHERE d.channel_id = f.channel_id AND ${isDue})
       ORDER BY f.leased_until NULLS FIRST LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
     RETURNING channel_id, kind, encrypted, quiet, lease, (SELECT email FROM people p WHERE p.id = c.person_id) AS email`,
    [only],
  )
  return rows[0] ?? null
}

/** Lets all but what somebody waits for rest until then. */
export const rest = (
  tx: EntityManager,
  { channel_id }: Pick<Leased, 'channel_id'>,
  until: Date,
): Promise<unknown> =>
  tx.query(
    `UPDATE notice_deliveries d SET next_at = $2
     WHERE d.channel_id = $1 AND d.state = 'waiting' AND NOT d.asked AND d.next_at < $2`,
    [channel_id, until],
  )

/**
 * Begins an attempt at what is due next, and renews the lease; null if nothing is, or the lease was lost. Counted before it is
 * sent: from then on nothing joins the message, so that each attempt under its id has the same notices.
 */
export async function beginAttempt(
  tx: EntityManager,
  { channel_id, lease }: Leased,
): Promise<Attempt | null> {
  const [held] = await tx.query<[unknown[], number]>(
    `UPDATE notice_channels SET leased_until = clock_timestamp() + ${leaseFor}
     WHERE channel_id = $1 AND lease = $2 RETURNING channel_id`,
    [channel_id, lease],
  )
  if (held.length === 0) return null
  const [rows] = await tx.query<[Attempt[], number]>(
    `UPDATE notice_deliveries SET attempts = attempts + 1,
            give_up_at = coalesce(give_up_at, clock_timestamp() + interval '${giveUpHours} hours')
     WHERE delivery_id = (
       SELECT d.delivery_id FROM notice_deliveries d WHERE d.channel_id = $1 AND ${isDue}
       ORDER BY d.asked DESC, d.next_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
     RETURNING delivery_id,
       1000 * extract(epoch FROM clock_timestamp() - give_up_at + interval '${giveUpHours} hours')::float8 AS tried_ms,
       give_up_at <= clock_timestamp() + interval '1 minute' AS give_up`,
    [channel_id],
  )
  return rows[0] ?? null
}

/** What a message tells, oldest first: notices about nodes that its reader may still see. */
export async function readItems(db: EntityManager, deliveryId: string): Promise<ToldNotice[]> {
  return db.query(
    `SELECT n.notice_id, n.kind, n.severity, n.title, n.text, n.path, n.shared, n.at, CASE WHEN n.node_did IS NOT NULL
              THEN jsonb_build_object('did', n.node_did, 'name', coalesce(r.name, n.node_did)) END AS node
     FROM notice_deliveries d JOIN notice_channels c USING (channel_id) JOIN notices n ON n.notice_id = ANY (d.notices)
          LEFT JOIN people p ON p.id = c.person_id LEFT JOIN nodes r ON r.node_did = n.node_did
     WHERE d.delivery_id = $1 AND p.disabled_at IS NULL AND ${maySeeNode}
     ORDER BY n.at, n.notice_id`,
    [deliveryId],
  )
}

/** Notes what came of an attempt, unless another server has taken over meanwhile. `pauseMs` null: it has ended. */
export async function noteAttempt(
  db: EntityManager,
  { lease }: Leased,
  deliveryId: string,
  outcome: { state: 'sent' | 'failed' | 'waiting'; answer: string; pauseMs: number },
): Promise<void> {
  await db.query(
    `UPDATE notice_deliveries d SET state = $3, answer = $4, asked = false,
            next_at = clock_timestamp() + $5 * interval '1 millisecond',
            ended_at = CASE WHEN $3 <> 'waiting' THEN clock_timestamp() END
     WHERE d.delivery_id = $2 AND d.state = 'waiting'
       AND EXISTS (SELECT FROM notice_channels c WHERE c.channel_id = d.channel_id AND c.lease = $1)`,
    [lease, deliveryId, outcome.state, outcome.answer, outcome.pauseMs],
  )
}

export const releaseChannel = (db: EntityManager, { channel_id, lease }: Leased): Promise<unknown> =>
  db.query(`UPDATE notice_channels SET lease = NULL WHERE channel_id = $1 AND lease = $2`, [
    channel_id,
    lease,
  ])
