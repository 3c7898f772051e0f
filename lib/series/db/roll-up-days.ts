import type { EntityManager } from 'typeorm'
import { lockNodes, type NodeSlots } from './roll-ups'

/** The coarser tiers in seconds, each with its source and how many buckets of the source make one of its own. */
const coarser = [
  { tier: 3_600, from: 'tier_300', size: 12 },
  { tier: 21_600, from: 'tier_3600', size: 6 },
  { tier: 86_400, from: 'tier_21600', size: 4 },
] as const

/**
 * Builds each tier from the one before as tables of buckets, with the key `what`, their `place` in the day, and `columns`.
 * That sorts far less than building each tier from the finest.
 */
function tiersOf(table: string, what: string, unpacked: string, columns: string): string {
  const finest = `tier_300 AS (
    SELECT w.node_key, w.day, f.* FROM unnest($1::int[], $2::int[]) AS w (node_key, day)
    JOIN LATERAL (
      SELECT ${what}, kept, (r.chunk - w.day * 12) * 24 + unnest(r.at) AS place, ${unpacked}
      FROM ${table} r WHERE r.node_key = w.node_key AND r.tier = 300
        AND r.chunk BETWEEN w.day * 12 AND w.day * 12 + 11) f ON true)`
  const tiers = coarser.map(
    ({ tier, from, size }) => `tier_${tier} AS (
      SELECT node_key, day, ${what}, kept, (place / ${size})::smallint AS place, ${columns}
      FROM ${from} GROUP BY 1, 2, 3, 4, 5)`,
  )
  return `WITH ${[finest, ...tiers].join(', ')}, buckets AS (
    ${coarser.map(({ tier }) => `SELECT ${tier} AS tier, * FROM tier_${tier}`).join(' UNION ALL ')})`
}

const inOrder = (columns: readonly string[]): string =>
  columns.map((column) => `array_agg(${column} ORDER BY place)`).join(', ')

const metrics = `
  ${tiersOf(
    'roll_ups',
    'metric_id',
    `unnest(r.count) AS n, unnest(r.sum) AS total, unnest(r.min) AS low, unnest(r.max) AS high,
     unnest(r.first) AS opening, unnest(r.last) AS closing`,
    `sum(n)::int AS n, sum(total) AS total, min(low) AS low, max(high) AS high,
     (array_agg(opening ORDER BY place))[1] AS opening, (array_agg(closing ORDER BY place))[count(*)] AS closing`,
  )}
  INSERT INTO roll_ups (node_key, tier, chunk, metric_id, kept, at, count, sum, min, max, first, last)
  SELECT node_key, tier, day, metric_id, kept,
         ${inOrder(['place', 'n', 'total', 'low', 'high', 'opening', 'closing'])}
  FROM buckets GROUP BY node_key, tier, day, metric_id, kept`

const statuses = `
  ${tiersOf('roll_up_statuses', 'status', 'unnest(r.reports) AS n', 'sum(n)::int AS n')}
  INSERT INTO roll_up_statuses (node_key, tier, chunk, status, kept, at, reports)
  SELECT node_key, tier, day, status, kept, ${inOrder(['place', 'n'])}
  FROM buckets GROUP BY node_key, tier, day, status, kept`

/** Rebuilds the buckets of 1 hour, 6 hours and 1 day of these days from those of 5 minutes. */
export async function rebuildDays(tx: EntityManager, { keys, slots }: NodeSlots): Promise<void> {
  await lockNodes(tx, keys)
  for (const table of ['roll_ups', 'roll_up_statuses'])
    await tx.query(
      `DELETE FROM ${table} r USING unnest($1::int[], $2::int[]) AS w (node_key, day)
       WHERE r.node_key = w.node_key AND r.tier > 300 AND r.chunk = w.day`,
      [keys, slots],
    )
  for (const statement of [metrics, statuses]) await tx.query(statement, [keys, slots])
}
