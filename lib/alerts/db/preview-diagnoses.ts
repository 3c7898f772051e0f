import type { EntityManager } from 'typeorm'
import type { Sample } from '@/lib/alerts/domain/fold'
import type { PreviewNode } from './preview'
import { diagnosisCode } from './readings'

type Range = { from: number; to: number }

/**
 * Of these nodes as many as have at most `most` reports in all, but at least one: those that were not Healthy most often first. Counted from
 * the roll-ups of days, in which the last ones may be missing.
 */
export async function nodesToRead(
  db: EntityManager,
  nodes: readonly PreviewNode[],
  { from, to }: Range,
  most: number,
): Promise<number[]> {
  const rows = await db.query<{ node_key: number }[]>(
    `SELECT node_key FROM (
       SELECT node_key, place, sum(reports) OVER (ORDER BY place) AS reports FROM (
         SELECT k.node_key, coalesce(s.reports, 0) AS reports, row_number() OVER (ORDER BY coalesce(s.ill, 0) DESC, k.node_key) AS place
         FROM unnest($1::int[]) AS k (node_key) LEFT JOIN (
           SELECT r.node_key, sum(b.reports) AS reports, sum(b.reports) FILTER (WHERE r.status <> 'Healthy') AS ill
           FROM roll_up_statuses r CROSS JOIN unnest(r.reports) AS b (reports)
           WHERE r.node_key = ANY ($1::int[]) AND r.tier = 86400 AND r.chunk BETWEEN $2 AND $3 GROUP BY 1) s USING (node_key)) counted) summed
     WHERE reports <= $4 OR place = 1`,
    [nodes.map(({ node_key }) => node_key), Math.floor(from / 1_440), Math.floor(to / 1_440), most],
  )
  return rows.map(({ node_key }) => node_key)
}

/** Each minute of [from, to) with a report, in order: beyond if one of its reports had the diagnosis. None if no report ever had. */
export async function diagnosedMinutes(
  db: EntityManager,
  did: string,
  code: string | null,
  { from, to }: Range,
): Promise<Sample[]> {
  const [row] = await db.query<{ minutes: number[]; bad: boolean[] }[]>(
    `SELECT array_agg(minute ORDER BY minute) AS minutes, array_agg(bad ORDER BY minute) AS bad
     FROM (SELECT floor(extract(epoch FROM h.timestamp) / 60)::int AS minute,
                  bool_or(coalesce(${diagnosisCode('h.diagnosis')} = coalesce($4, ${diagnosisCode('h.diagnosis')}), false)) AS bad
           FROM health_reports h
           WHERE h.target_node_did = $1 AND h.timestamp >= to_timestamp($2) AND h.timestamp < to_timestamp($3) GROUP BY 1) m
     HAVING bool_or(bad)`,
    [did, from * 60, to * 60, code],
  )
  return (row?.minutes ?? []).map((minute, index) => ({ minute, level: row?.bad[index] ? 2 : 0 }))
}
