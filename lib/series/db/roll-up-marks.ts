import type { EntityManager } from 'typeorm'
import { columnsOf, type NodeChunks, type NodeSlots } from './roll-ups'

/** Hours in a chunk of 5-minute buckets, and buckets in an hour. */
const chunkHours = 2
const hourBuckets = 12

/** A node with so many reports that wait to be rolled up need not wait until their bucket has ended. */
const mostWaiting = 2_000
const nodesPerStep = 50

/** A mark as its chunk has it. `added` null: something else than an insert, or one of very many reports. */
type Mark = { key: number; slot: number; buckets: number; added: string[] | null }

/** Marked buckets, the reports that were added to them, and (in `changed`) the buckets that these do not explain. */
export type TakenBuckets = NodeChunks & { added: string[]; changed: number[] }

const returned = `
  RETURNING node_key AS key, floor(hour / ${chunkHours}::float8)::int AS slot, added,
            buckets::int << (${hourBuckets} * (hour - ${chunkHours} * floor(hour / ${chunkHours}::float8)::int)) AS buckets`

/** Of an hour, marks whose highest bit is below a bucket are less than its own bit. */
const openFrom = (before: number): [hour: number, bit: number] => {
  const hour = Math.floor(before / hourBuckets)
  return [hour, 1 << (before - hour * hourBuckets)]
}

function takenOf(marks: readonly Mark[]): TakenBuckets {
  const chunks = new Map<string, { key: number; slot: number; buckets: number; changed: number }>()
  for (const { key, slot, buckets, added } of marks) {
    const chunk = chunks.get(`${key} ${slot}`) ?? { key, slot, buckets: 0, changed: 0 }
    chunks.set(`${key} ${slot}`, chunk)
    chunk.buckets |= buckets
    if (added === null) chunk.changed |= buckets
  }
  const taken = [...chunks.values()]
  return {
    ...columnsOf(taken),
    buckets: taken.map(({ buckets }) => buckets),
    changed: taken.map(({ changed }) => changed),
    added: marks.flatMap(({ added }) => added ?? []),
  }
}

/**
 * Deletes the marks of at most `limit` chunks whose marked buckets ended before the bucket `before` (5 minutes each,
 * numbered since the epoch), newest first, and returns these buckets. A mark that commits later remains and brings its
 * buckets up again.
 */
export async function takeMarkedBuckets(
  tx: EntityManager,
  before: number,
  limit: number,
): Promise<TakenBuckets> {
  const [marks] = await tx.query<[Mark[], number]>(
    `DELETE FROM roll_up_marks WHERE ctid = ANY (ARRAY(
       SELECT d.ctid
       FROM (SELECT DISTINCT node_key, floor(hour / $4::int::float8)::int AS chunk
             FROM (SELECT node_key, hour FROM roll_up_marks WHERE (hour, buckets) < ($1::int, $2::int)
                   ORDER BY hour DESC, buckets DESC LIMIT $5) newest
             LIMIT $3) c
       CROSS JOIN LATERAL (
         SELECT ctid FROM roll_up_marks d
         WHERE d.node_key = c.node_key AND d.hour >= c.chunk * $4 AND d.hour < (c.chunk + 1) * $4
           AND (d.hour, d.buckets) < ($1::int, $2::int)
         -- Prevents the planner from comparing all marks with all chunks.
         OFFSET 0) d)) ${returned}`,
    [...openFrom(before), limit, chunkHours, limit * 50],
  )
  return takenOf(marks)
}

/**
 * Takes in the same way the buckets that have not ended yet of hours in which very many reports of a node wait to be rolled up.
 * Without fetching them, the size of their list says how many they are.
 */
export async function takeCrowdedBuckets(tx: EntityManager, before: number): Promise<TakenBuckets> {
  const [marks] = await tx.query<[Mark[], number]>(
    `DELETE FROM roll_up_marks WHERE (node_key, hour) IN (
       SELECT node_key, hour FROM roll_up_marks WHERE (hour, buckets) >= ($1::int, $2::int)
       GROUP BY node_key, hour HAVING sum(CASE WHEN added IS NULL THEN $3 ELSE pg_column_size(added) / 16 END) >= $3
       LIMIT ${nodesPerStep}) ${returned}`,
    [...openFrom(before), mostWaiting],
  )
  return takenOf(marks)
}

/** Makes one of many marks of the same buckets, of which they get one with each insert. */
export const mergeMarks = (tx: EntityManager): Promise<unknown> =>
  tx.query(
    `WITH gone AS (
       DELETE FROM roll_up_marks d
       USING (SELECT node_key, hour, buckets FROM roll_up_marks GROUP BY 1, 2, 3 HAVING count(*) > 8) many
       WHERE d.node_key = many.node_key AND d.hour = many.hour AND d.buckets = many.buckets
       RETURNING d.*)
     INSERT INTO roll_up_marks (node_key, hour, buckets, added)
     SELECT node_key, hour, buckets, array_agg(a.id) FILTER (WHERE a.id IS NOT NULL AND whole)
     FROM (SELECT *, bool_and(added IS NOT NULL) OVER (PARTITION BY node_key, hour, buckets) AS whole FROM gone) g
     LEFT JOIN LATERAL unnest(g.added) AS a (id) ON true
     GROUP BY node_key, hour, buckets`,
  )

/**
 * What was built from all reports of these buckets has those that marks still list: such a mark says no more what is to be added.
 * Needs the snapshot from which they were built.
 */
export const forgetAdded = (tx: EntityManager, { keys, slots, buckets }: NodeChunks): Promise<unknown> =>
  tx.query(
    `UPDATE roll_up_marks m SET added = NULL
     FROM unnest($1::int[], $2::int[], $3::int[]) AS w (node_key, chunk, buckets)
     WHERE m.node_key = w.node_key AND m.hour BETWEEN w.chunk * ${chunkHours} AND w.chunk * ${chunkHours} + ${chunkHours - 1}
       AND m.added IS NOT NULL AND m.buckets & (w.buckets >> ${hourBuckets} * (m.hour - w.chunk * ${chunkHours})) <> 0`,
    [keys, slots, buckets],
  )

/** Marks the days that contain these chunks, each once. Needs the roll-up lock. */
export const markDays = (tx: EntityManager, { keys, slots }: NodeSlots): Promise<unknown> =>
  tx.query(
    `INSERT INTO roll_up_dirty_days (node_key, day)
     SELECT DISTINCT node_key, floor(chunk / 12.0)::int FROM unnest($1::int[], $2::int[]) AS w (node_key, chunk)
     EXCEPT SELECT node_key, day FROM roll_up_dirty_days WHERE node_key = ANY ($1::int[])`,
    [keys, slots],
  )

/** Deletes the marks of at most `limit` days that ended before the day `before`, newest first, and returns the days. */
export async function takeDirtyDays(tx: EntityManager, before: number, limit: number): Promise<NodeSlots> {
  const [marks] = await tx.query<[{ key: number; slot: number }[], number]>(
    `DELETE FROM roll_up_dirty_days d
     USING (SELECT DISTINCT node_key, day
            FROM (SELECT node_key, day FROM roll_up_dirty_days WHERE day < $1 ORDER BY day DESC LIMIT $3) newest
            LIMIT $2) c
     WHERE d.node_key = c.node_key AND d.day = c.day
     RETURNING d.node_key AS key, d.day AS slot`,
    [before, limit, limit * 20],
  )
  return columnsOf([...new Map(marks.map((mark) => [`${mark.key} ${mark.slot}`, mark])).values()])
}
