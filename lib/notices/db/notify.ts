import { randomUUID } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { hiddenNodes } from '@/lib/fleet/db/visibility'
import { type NewNotice, severities } from '@/lib/notices/domain/notice'

/** For a test: this channel alone, whatever it is told of otherwise. */
type Only = { channel: string } | null

const severityOf = (expression: string): string =>
  `array_position(ARRAY[${severities.map((one) => `'${one}'`)}], ${expression})`

/** Whether a channel `c` is told of a notice `n` about a node. Nobody reads who is behind a shared channel. */
const isTold = `
  c.enabled AND (c.kinds IS NULL OR n.kind = ANY (c.kinds))
  AND ${severityOf('n.severity')} >= ${severityOf('c.least_severity')}
  AND CASE c.nodes
      WHEN 'owned' THEN n.node IS NULL OR EXISTS (
        SELECT FROM node_owners o WHERE o.node_did = n.node AND o.person_id = c.person_id)
      WHEN 'label' THEN EXISTS (
        SELECT FROM nodes l CROSS JOIN jsonb_each_text(l.labels) e WHERE l.node_did = n.node AND e.key || ':' || e.value = c.label)
      ELSE true END
  AND (c.person_id IS NULL OR n.people IS NULL OR n.people ? c.person_id)
  AND (c.person_id IS NULL OR EXISTS (SELECT FROM people p WHERE p.id = c.person_id AND p.disabled_at IS NULL))`

/** Whether whoever reads channel `c` may see this node. */
export const maySeeNode = (node: string): string => `
  (${node} IS NULL OR CASE WHEN c.person_id IS NULL
     THEN NOT EXISTS (SELECT FROM nodes r WHERE r.node_did = ${node} AND r.restricted)
     ELSE ${node} NOT IN (${hiddenNodes('c.person_id')}) END)`

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
                                                         text text, path text, "group" text, people jsonb)),
     told AS (
       SELECT n.notice_id, n."group" AS group_key, c.channel_id FROM n JOIN notice_channels c
         ON CASE WHEN $2::uuid IS NULL THEN ${isTold} ELSE c.channel_id = $2 END AND ${maySeeNode('n.node')}),
     kept AS (
       INSERT INTO notices (notice_id, kind, severity, node_did, title, text, path, group_key)
       SELECT notice_id, kind, severity, node, title, text, path, "group" FROM n
       WHERE notice_id IN (SELECT notice_id FROM told)),
     delivery AS (
       INSERT INTO notice_deliveries AS d (channel_id, group_key, asked)
       SELECT DISTINCT channel_id, group_key, $2::uuid IS NOT NULL FROM told ORDER BY 1, 2
       ON CONFLICT (channel_id, group_key) WHERE state = 'waiting' AND attempts = 0 DO UPDATE SET state = d.state
       RETURNING delivery_id, channel_id, group_key),
     items AS (
       INSERT INTO notice_items (delivery_id, notice_id)
       SELECT delivery_id, notice_id FROM delivery JOIN told USING (channel_id, group_key))
     SELECT delivery_id, channel_id FROM delivery`,
    [JSON.stringify(rows), only?.channel ?? null],
  )
}
