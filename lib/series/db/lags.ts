import type { EntityManager } from 'typeorm'

/** Work of the roll-ups that waits; `oldestSeconds`: how long ago the oldest marked hour or day ended, 0 for none. */
export type SeriesLags = { hours: number; days: number; oldestSeconds: number; backfillNodes: number }

/** There is one mark for each late report, so counting them all could take long. */
const mostCounted = 100_000

/** What ended two minutes ago is due (lib/series/services/roll-up.ts). */
const endedBefore = `extract(epoch FROM now()) - 120`

const marks = (table: string, slot: string, seconds: number): string =>
  `(SELECT count(*)::int AS waiting, (min(slot) + 1) * ${seconds}::bigint AS oldest_end
    FROM (SELECT ${slot} AS slot FROM ${table} WHERE ${slot} < floor((${endedBefore}) / ${seconds})
          ORDER BY ${slot} LIMIT ${mostCounted}) due)`

export async function readSeriesLags(db: EntityManager): Promise<SeriesLags> {
  const [row] = await db.query<SeriesLags[]>(
    `SELECT h.waiting AS hours, d.waiting AS days,
            coalesce(extract(epoch FROM now()) - least(h.oldest_end, d.oldest_end), 0)::float8 AS "oldestSeconds",
            (SELECT count(*)::int FROM nodes WHERE backfill_before_day IS NOT NULL) AS "backfillNodes"
     FROM ${marks('roll_up_dirty_hours', 'hour', 3_600)} h, ${marks('roll_up_dirty_days', 'day', 86_400)} d`,
  )
  if (!row) throw new Error('PostgreSQL returned no row')
  return row
}
