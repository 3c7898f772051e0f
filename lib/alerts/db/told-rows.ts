import type { EntityManager } from 'typeorm'
import { nextGroup, noticeGroup } from '@/lib/alerts/domain/grouping'
import type { DeliveryState } from '@/lib/notices/domain/channel'

/** A message about a row: to whom, by which channel, and what has become of it. */
export type ToldRow = {
  group_id: string
  next: boolean
  kind: string
  shared: boolean
  /** Of the person, or of a shared channel. */
  name: string
  state: DeliveryState
  at: Date
  answer: string | null
}

/** What has become of these messages. */
export const readDeliveriesOf = (
  db: EntityManager,
  deliveries: readonly string[],
): Promise<Pick<ToldRow, 'name' | 'kind' | 'state' | 'answer'>[]> =>
  db.query(
    `SELECT coalesce(p.name, c.name) AS name, c.kind, d.state, d.answer
     FROM notice_deliveries d JOIN notice_channels c USING (channel_id) LEFT JOIN people p ON p.id = c.person_id
     WHERE d.delivery_id = ANY ($1::uuid[]) ORDER BY 1, 2, d.delivery_id`,
    [deliveries],
  )

export const readTold = (db: EntityManager, groups: readonly string[]): Promise<ToldRow[]> =>
  db.query(
    `SELECT k.group_id, k.next, c.kind, c.person_id IS NULL AS shared, coalesce(p.name, c.name) AS name, d.state,
            coalesce(d.ended_at, d.created_at) AS at, d.answer
     FROM unnest($1::uuid[], $2::text[], $3::boolean[]) AS k (group_id, group_key, next)
     CROSS JOIN notice_channels c JOIN notice_deliveries d ON d.channel_id = c.channel_id AND d.group_key = k.group_key
     LEFT JOIN people p ON p.id = c.person_id
     ORDER BY d.created_at, d.delivery_id`,
    [
      groups.flatMap((group) => [group, group]),
      groups.flatMap((group) => [noticeGroup(group), nextGroup(group)]),
      groups.flatMap(() => [false, true]),
    ],
  )
