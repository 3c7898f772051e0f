import type { EntityManager } from 'typeorm'

/** Work of the roll-ups that waits; `oldestSeconds`: how long ago the oldest marked bucket or day ended, 0 for none. */
export type SeriesLags = { hours: number; days: number; oldestSeconds: number; backfillNodes: number }

/** There is one mark for each late report, so counting them all could take long. */
const mostCounted = 100_000

/** What ended two minutes ago is due (lib/series/services/roll-up.ts). */
const endedBefore = `extract(epoch FROM now()) - 120`

/** A mark of an hour is due when the last of its marked buckets has ended: the highest bit says which. */
const hours = `
  (SELECT count(*)::int AS waiting,
          min(hour * 3600::bigint + 300 * length(ltrim(buckets::int::bit(12)::text, '0'))) AS oldest_end
   FROM (SELECT m.hour, m.buckets
         FROM (SELECT floor((${endedBefore}) / 300)::int AS bucket) ended
         JOIN roll_up_marks m ON (m.hour, m.buckets) < (ended.bucket / 12, 1 << (ended.bucket % 12))
         ORDER BY m.hour, m.buckets LIMIT ${mostCounted}) due)`

const days = `
  (SELECT count(*)::int AS waiting, (min(day) + 1) * 86400::bigint AS oldest_end
   FROM (SELECT day FROM roll_up_dirty_days WHERE day < floor((${endedBefore}) / 86400)
         ORDER BY day LIMIT ${mostCounted}) due)`

export async function readSeriesLags(db: EntityManager): Promise<SeriesLags> {
  const [row] = await db.query<SeriesLags[]>(
    `SELECT h.waiting AS hours, d.waiting AS days,
            coalesce(extract(epoch FROM now()) - least(h.oldest_end, d.oldest_end), 0)::float8 AS "oldestSeconds",
            (SELECT count(*)::int FROM nodes WHERE backfill_before_day IS NOT NULL) AS "backfillNodes"
     FROM ${hours} h, ${days} d`,
  )
  if (!row) throw new Error('PostgreSQL returned no row')
  return row
}
