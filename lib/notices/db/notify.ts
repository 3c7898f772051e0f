import { randomUUID } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { maySee } from '@/lib/fleet/db/visibility'
import { type NewNotice, severities } from '@/lib/notices/domain/notice'

/** For a test: this channel alone, whatever it is told of otherwise. */
type Only = { channel: string } | null

const severityOf = (expression: string): string =>
  `array_position(ARRAY[${severities.map((one) => `'${one}'`)}], ${expression})`

/** Whether a channel `c` of a person `p` is told of a notice `n` about a node `r`; both may be missing. */
const isTold = `
  c.enabled AND (c.kinds IS NULL OR n.kind = ANY (c.kinds))
  AND ${severityOf('n.severity')} >= ${severityOf('c.least_severity')}
  AND (c.person_id IS NOT NULL OR n.personal IS NOT TRUE)
  AND (c.person_id IS NULL OR p.disabled_at IS NULL AND (n.people IS NULL OR n.people ? c.person_id))
  AND CASE c.nodes
      WHEN 'owned' THEN n.node IS NULL OR EXISTS (
        SELECT FROM node_owners o WHERE o.node_did = n.node AND o.person_id = c.person_id)
      WHEN 'label' THEN EXISTS (SELECT FROM jsonb_each_text(r.labels) e WHERE e.key || ':' || e.value = c.label)
      ELSE true END`

/** Whether whoever reads channel `c` may see node `r`. Nobody knows who reads a shared one. */
export const maySeeNode = `
  (r.restricted IS NOT TRUE OR c.person_id IS NOT NULL AND ${maySee('c.person_id', 'r.node_did')})`

/**
 * Writes notices and whom they are sent to. What waits for the same channel and group joins one message. One statement in a
 * fixed order, so that transactions that tell of the same groups wait for one another and never in a circle.
 */
export async function writeNotices(
  tx: EntityManager,
  notices: readonly (Omit<NewNotice, 'kind'> & { kind: string })[],
  only: Only = null,
): Promise<{ delivery_id: string; channel_id: string }[]> {
  const rows = notices.map((notice) => ({ notice_id: randomUUID(), ...notice }))
  return tx.query(
    `WITH n AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS n (notice_id uuid, kind text, severity text, node text, title text,
                                                         text text, path text, "group" text, shared text, people jsonb,
                                                         personal boolean)),
     told AS (
       SELECT n.notice_id, n."group" AS group_key, c.channel_id
       FROM n LEFT JOIN nodes r ON r.node_did = n.node
       CROSS JOIN notice_channels c LEFT JOIN people p ON p.id = c.person_id
       WHERE CASE WHEN $2::uuid IS NULL THEN ${isTold} ELSE c.channel_id = $2 END AND ${maySeeNode}),
     kept AS (
       INSERT INTO notices (notice_id, kind, severity, node_did, title, text, path, group_key, shared)
       SELECT notice_id, kind, severity, node, title, text, path, "group", shared FROM n
       WHERE notice_id IN (SELECT notice_id FROM told))
     INSERT INTO notice_deliveries AS d (channel_id, group_key, asked, notices)
     SELECT channel_id, group_key, $2::uuid IS NOT NULL, array_agg(notice_id) FROM told GROUP BY 1, 2 ORDER BY 1, 2
     ON CONFLICT (channel_id, group_key) WHERE state = 'waiting' AND attempts = 0
       DO UPDATE SET notices = d.notices || excluded.notices
     RETURNING delivery_id, channel_id`,
    [JSON.stringify(rows), only?.channel ?? null],
  )
}
