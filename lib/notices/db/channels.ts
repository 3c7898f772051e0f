import type { EntityManager } from 'typeorm'
import type { ChannelKind, DeliveryState, Told } from '@/lib/notices/domain/channel'

export type ChannelRow = Told & {
  channel_id: string
  kind: ChannelKind
  person_id: string | null
  name: string
  host: string | null
  enabled: boolean
  created_at: Date
  email: string | null
  last: { state: DeliveryState; at: string; answer: string | null } | null
}

type NewChannel = {
  channelId: string
  kind: ChannelKind
  personId: string | null
  host: string | null
  encrypted: Buffer | null
}

type Settings = Told & { name: string }

/** Whose channels somebody may read and change: their own, and the shared ones as an administrator. */
export type ChannelScope = { personId: string; shared: boolean }

const inScope = `(c.person_id = $1 OR c.person_id IS NULL AND $2)`

const columnsOf = (told: Settings): unknown[] => [
  ...[told.name, told.kinds, told.least_severity, told.nodes, told.label],
  told.quiet && JSON.stringify(told.quiet),
]

export const insertChannel = (tx: EntityManager, made: NewChannel, told: Settings): Promise<unknown> =>
  tx.query(
    `INSERT INTO notice_channels (channel_id, kind, person_id, host, encrypted, name, kinds, least_severity, nodes, label, quiet)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [made.channelId, made.kind, made.personId, made.host, made.encrypted, ...columnsOf(told)],
  )

/** Changes what a channel is told of; what waits is looked at again, since quiet hours may have ended. */
export async function changeChannel(
  tx: EntityManager,
  channelId: string,
  told: Settings & { enabled: boolean },
): Promise<void> {
  await tx.query(
    `UPDATE notice_channels SET name = $2, kinds = $3, least_severity = $4, nodes = $5, label = $6, quiet = $7, enabled = $8
     WHERE channel_id = $1`,
    [channelId, ...columnsOf(told), told.enabled],
  )
  await tx.query(
    `UPDATE notice_deliveries SET next_at = now() WHERE channel_id = $1 AND state = 'waiting' AND attempts = 0`,
    [channelId],
  )
}

export const deleteChannel = (tx: EntityManager, channelId: string): Promise<unknown> =>
  tx.query(`DELETE FROM notice_channels WHERE channel_id = $1`, [channelId])

/** These channels, the oldest first; `channelId`: that one alone, locked against another change of it. */
export async function readChannels(
  db: EntityManager,
  { personId, shared }: ChannelScope,
  channelId: string | null = null,
): Promise<ChannelRow[]> {
  return db.query(
    `SELECT c.channel_id, c.kind, c.person_id, c.name, c.host, c.kinds, c.least_severity, c.nodes, c.quiet, c.enabled,
            c.created_at, c.label,
            (SELECT email FROM people p WHERE p.id = c.person_id) AS email,
            (SELECT jsonb_build_object('state', d.state, 'at', coalesce(d.ended_at, d.created_at), 'answer', d.answer)
             FROM notice_deliveries d WHERE d.channel_id = c.channel_id AND (d.attempts > 0 OR d.state <> 'waiting')
             ORDER BY d.created_at DESC, d.delivery_id DESC LIMIT 1) AS last
     FROM notice_channels c WHERE ${inScope} AND ($3::uuid IS NULL OR c.channel_id = $3)
     ORDER BY c.person_id IS NULL, c.created_at, c.channel_id ${channelId === null ? '' : 'FOR NO KEY UPDATE OF c'}`,
    [personId, shared, channelId],
  )
}

export const countChannels = async (tx: EntityManager, personId: string | null): Promise<number> => {
  const [row] = await tx.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM notice_channels WHERE person_id IS NOT DISTINCT FROM $1`,
    [personId],
  )
  return row?.count ?? 0
}
