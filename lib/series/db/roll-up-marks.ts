import type { EntityManager } from 'typeorm'
import { columnsOf, type NodeChunks, type NodeSlots } from './roll-ups'

/** Hours in a chunk of 5-minute buckets, and buckets in an hour. */
const chunkHours = 2
const hourBuckets = 12

type TakenChunk = { key: number; slot: number; buckets: number }

/**
 * Deletes the marks of at most `limit` chunks whose marked buckets ended before the bucket `before` (5 minutes each,
 * numbered since the epoch), newest first, and returns these buckets. A mark that commits later remains and brings its
 * buckets up again.
 */
export async function takeMarkedBuckets(
  tx: EntityManager,
  before: number,
  limit: number,
): Promise<NodeChunks> {
  const hour = Math.floor(before / hourBuckets)
  const [marks] = await tx.query<[TakenChunk[], number]>(
    // Of the hour of `before`, marks whose highest bit is below that bucket are less than its own bit.
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
         OFFSET 0) d))
     RETURNING node_key AS key, floor(hour / $4::int::float8)::int AS slot,
               buckets::int << (${hourBuckets} * (hour - $4 * floor(hour / $4::int::float8)::int)) AS buckets`,
    [hour, 1 << (before - hour * hourBuckets), limit, chunkHours, limit * 50],
  )
  const chunks = new Map<string, TakenChunk>()
  for (const mark of marks) {
    const chunk = chunks.get(`${mark.key} ${mark.slot}`)
    if (chunk) chunk.buckets |= mark.buckets
    else chunks.set(`${mark.key} ${mark.slot}`, mark)
  }
  const taken = [...chunks.values()]
  return { ...columnsOf(taken), buckets: taken.map(({ buckets }) => buckets) }
}

/** Deletes duplicate marks, of which a bucket gets one with each insert. */
export const deleteDuplicateMarks = (tx: EntityManager): Promise<unknown> =>
  tx.query(
    `DELETE FROM roll_up_marks d
     USING (SELECT node_key, hour, buckets, min(ctid) AS first FROM roll_up_marks
            GROUP BY node_key, hour, buckets HAVING count(*) > 8) many
     WHERE d.node_key = many.node_key AND d.hour = many.hour AND d.buckets = many.buckets AND d.ctid <> many.first`,
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
